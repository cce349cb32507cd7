package org.updraft.autoscaler.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.CondorPool;
import org.updraft.htcondor.SlotAd;
import org.updraft.htcondor.TokenRequest;

/** The collector, and the orders that reach the workers' daemons through their addresses. */
public final class SimulatedCollector implements CondorPool {

    private final InstantSource clock;
    private final SimulatedMachines machines;
    private final SimulatedRequests requests;
    private Instant startedAt;
    private Sight sight = Sight.WHOLE;

    /** How much of what it should know it tells. */
    public enum Sight {
        WHOLE,
        /** It does not answer. */
        SILENT,
        /** It answers at once, and knows nobody. */
        EMPTY,
        /** It answers at once, and every other machine is missing. */
        HALF
    }

    SimulatedCollector(InstantSource clock, SimulatedMachines machines, SimulatedRequests requests) {
        this.clock = clock;
        this.machines = machines;
        this.requests = requests;
        this.startedAt = clock.instant().minus(Duration.ofDays(1));
    }

    /** A collector that does not answer. */
    public synchronized void silence(boolean isSilent) {
        tell(isSilent ? Sight.SILENT : Sight.WHOLE);
    }

    public synchronized void tell(Sight much) {
        sight = much;
    }

    /** It begins anew: it knows a worker again when that next speaks. */
    public synchronized void restart() {
        startedAt = clock.instant();
        requests.forgetAll();
        machines.all().forEach(machine -> machine.forgottenUntilItSpeaks = true);
    }

    /** Machines that it shows. */
    public synchronized List<String> advertised() {
        return machines.all().stream()
                .filter(machine -> machine.isAdvertised(clock.instant()))
                .map(machine -> machine.config.name())
                .sorted()
                .toList();
    }

    /** Somebody asks for a token; what becomes of it, {@link #granted} tells. */
    public synchronized void ask(
            String identity, String address, List<String> authorizations, Optional<Duration> life) {
        requests.ask(clock.instant(), identity, address, authorizations, life);
    }

    /** Requests that were approved, oldest first. */
    public synchronized List<TokenRequest> granted() {
        return requests.granted();
    }

    @Override
    public synchronized Slots slots() throws CondorException {
        require("condor_status");
        Instant now = clock.instant();
        // one ad for a slot's name: of machines of one name, what was heard last
        Map<String, SlotAd> byName = new LinkedHashMap<>();
        machines.all().stream()
                .filter(machine -> machine.isAdvertised(now) && tells(machine))
                .sorted(Comparator.comparing(machine -> machine.lastHeardFrom))
                .flatMap(machine -> machine.ads().stream())
                .forEach(ad -> byName.put(ad.name(), ad));
        return new Slots(List.copyOf(byName.values()), startedAt);
    }

    private boolean tells(SimulatedMachine machine) {
        return switch (sight) {
            case WHOLE -> true;
            case SILENT, EMPTY -> false;
            case HALF -> machine.serverId.hashCode() % 2 == 0;
        };
    }

    @Override
    public synchronized List<SlotAd> slotsOf(String machine) throws CondorException {
        return slots().ads().stream().filter(ad -> ad.machine().equals(machine)).toList();
    }

    @Override
    public synchronized DrainReply drainIfIdle(String name, String drainId) throws CondorException {
        SimulatedMachine machine = addressed("condor_drain", name);
        if (!machine.jobs.isEmpty()) {
            return new DrainReply.Busy("error code 10003: Draining check expression is false");
        }
        if (machine.drainReason.isPresent()) {
            return new DrainReply.AlreadyDraining("error code 10001: Draining already in progress.");
        }
        machine.drainReason = Optional.of(SlotAd.drainReasonOf(drainId));
        machine.changedAt(clock.instant());
        return new DrainReply.Accepted();
    }

    @Override
    public synchronized void cancelDrain(String name) throws CondorException {
        SimulatedMachine machine = addressed("condor_drain -cancel", name);
        machine.drainReason = Optional.empty();
        machine.changedAt(clock.instant());
    }

    @Override
    public synchronized void offPeacefully(String name) throws CondorException {
        addressed("condor_off", name).off = true;
    }

    /** The tools ask the collector where a machine is, and then the machine itself. */
    private SimulatedMachine addressed(String tool, String name) throws CondorException {
        require(tool);
        return machines.addressed(name)
                .filter(machine -> machine.runs() && tells(machine))
                .orElseThrow(() -> new CondorException.Unreachable(
                        tool + ": no address of " + name + " is known, or nobody answers there", null));
    }

    @Override
    public synchronized void forget(String name) {
        machines.forget(machine -> machine.config.name().equals(name));
    }

    @Override
    public synchronized void forgetGhost(String name, String serverId) {
        machines.forget(machine -> machine.config.name().equals(name) && machine.serverId.equals(serverId));
    }

    @Override
    public String createToken(String identity, Duration life) {
        // three parts with dots, as a real one has
        return "simulated." + Integer.toHexString(identity.hashCode()) + ".unsigned";
    }

    @Override
    public synchronized List<TokenRequest> tokenRequests() throws CondorException {
        require("condor_token_request_list");
        return requests.waiting();
    }

    @Override
    public synchronized void approve(TokenRequest request) throws CondorException {
        require("condor_token_request_approve");
        requests.approve(request);
    }

    private void require(String tool) throws CondorException {
        if (sight == Sight.SILENT) {
            throw new CondorException.Unreachable(tool + " had no answer from the simulated collector", null);
        }
    }
}
