package org.updraft.autoscaler.trial;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.simulate.IoPoint;
import org.updraft.autoscaler.simulate.IoTap;
import org.updraft.autoscaler.simulate.SimulatedQueue;
import org.updraft.autoscaler.simulate.SimulatedWorld;
import org.updraft.openstack.BootRequest;

/**
 * Watches every call of a service, and the world after every step, and says which invariant did not hold: by what is true,
 * whatever the service has seen or believes. It knows nothing of how the service decides.
 */
final class Judge implements IoTap {

    private final SimulatedWorld world;
    private final Census census;
    private final Ledger ledger;
    private final BootJudge boots;
    /** Whether a source's last answer in this turn was one. */
    private final Map<String, Boolean> seen = new HashMap<>();
    /** What it was already deleting when this turn began. */
    private final Set<String> deletingBefore = new HashSet<>();

    private int killsJudged;
    private boolean isOn = true;
    private boolean wasUp = true;
    private Optional<Violation> first = Optional.empty();

    Judge(SimulatedWorld world, Census census, Ledger ledger) {
        this.world = world;
        this.census = census;
        this.ledger = ledger;
        this.boots = new BootJudge(world, census, ledger.installation());
    }

    /** For a service that should not be there: only that it harms nobody. */
    Judge onlyWhatItTouches() {
        isOn = false;
        return this;
    }

    /** The first that was found. */
    Optional<Violation> violation() {
        return first;
    }

    void turnBegins() throws LedgerException {
        seen.clear();
        deletingBefore.clear();
        for (WorkerRecord record : ledger.living()) {
            if (record.deletingAt().isPresent()) {
                record.serverId().ifPresent(deletingBefore::add);
            }
        }
        boots.turnBegins();
    }

    void turnEnded(Optional<Turn> turn) {
        turn.ifPresent(taken -> {
            if (!taken.violations().isEmpty()) {
                found(Invariant.SOUND_PLANS, "turn " + taken.number() + ": " + taken.violations());
            }
        });
        wasUp = world.service().isUp();
        judgeKills();
    }

    /** What holds at any moment, service or no service. */
    void judgeKills() {
        List<SimulatedQueue.Kill> kills = world.pool().queue().kills();
        for (; killsJudged < kills.size(); killsJudged++) {
            SimulatedQueue.Kill kill = kills.get(killsJudged);
            if (!census.isHarmed(kill.serverId())) {
                Invariant broken = wasUp ? Invariant.NO_JOB_KILLED : Invariant.STOPPING_REMOVES_NOTHING;
                found(broken, "job " + kill.job() + " lost its machine, that of server " + kill.serverId());
            }
        }
    }

    void found(Invariant invariant, String words) {
        if (first.isEmpty()) {
            first = Optional.of(new Violation(invariant, Duration.between(TrialSite.START, world.now()), words));
        }
    }

    @Override
    public void before(IoPoint point) throws LedgerException {
        String port = point.port();
        if (port.startsWith("cloud:")) {
            cloudCall(port.substring("cloud:".length()), point);
        } else if (port.equals("collector")) {
            order(point);
        }
    }

    @Override
    public @Nullable Object after(IoPoint point, @Nullable Object answer) {
        source(point).ifPresent(source -> seen.merge(source, true, Boolean::logicalAnd));
        if (point.call().equals("boot") && answer instanceof String serverId) {
            boots.booted(point.port().substring("cloud:".length()), serverId).ifPresent(this::found);
        }
        return answer;
    }

    @Override
    public void failed(IoPoint point, Throwable why) {
        source(point).ifPresent(source -> seen.put(source, false));
    }

    private void found(Violation violation) {
        found(violation.invariant(), violation.words());
    }

    private static Optional<String> source(IoPoint point) {
        return switch (point.call()) {
            case "slots" -> Optional.of("the collector");
            case "claims" -> Optional.of("schedd " + point.about());
            case "servers" -> Optional.of(point.port());
            default -> Optional.empty();
        };
    }

    private void cloudCall(String cloud, IoPoint point) throws LedgerException {
        switch (point.call()) {
            case "boot" -> {
                if (isOn && point.args().getFirst() instanceof BootRequest request) {
                    boots.asked(cloud, request, ledger).ifPresent(this::found);
                }
            }
            case "delete" -> delete(cloud, point.about());
            case "pause", "unpause", "isolate", "reconnect" -> touch(cloud, point);
            case "collectLeftovers" ->
                census.find(cloud, point.about())
                        .ifPresent(is -> found(
                                Invariant.ONLY_OURS,
                                "collects what belongs to server " + point.about() + ", which lives"));
            default -> {}
        }
    }

    private void touch(String cloud, IoPoint point) throws LedgerException {
        if (!isOurs(cloud, point.about())) {
            found(Invariant.ONLY_OURS, point.call() + " of server " + point.about() + ", which is not ours");
        }
        boolean fences = point.call().equals("pause") || point.call().equals("isolate");
        if (fences && record(point.about()).flatMap(WorkerRecord::fence).isEmpty()) {
            found(
                    Invariant.INTENT_FIRST,
                    point.call() + " of server " + point.about() + " without a fence in the ledger");
        }
    }

    private void delete(String cloud, String serverId) throws LedgerException {
        if (census.find(cloud, serverId).isEmpty()) {
            return;
        }
        if (!isOurs(cloud, serverId)) {
            found(Invariant.ONLY_OURS, "deletes server " + serverId + ", which is not ours");
        }
        if (world.pool().machines().isBusy(serverId) && !census.isHarmed(serverId)) {
            found(Invariant.NO_JOB_KILLED, "deletes server " + serverId + ", on which a job runs");
        }
        if (record(serverId).flatMap(WorkerRecord::deletingAt).isEmpty()) {
            found(Invariant.INTENT_FIRST, "deletes server " + serverId + ", and the ledger does not say so");
        }
        if (!deletingBefore.contains(serverId)) {
            unseen(cloud)
                    .ifPresent(source -> found(
                            Invariant.SEEN_BEFORE_REMOVED,
                            "deletes server " + serverId + " in a turn in which " + source + " was not seen"));
        }
    }

    private Optional<String> unseen(String cloud) {
        return Stream.concat(
                        Stream.of("cloud:" + cloud, "the collector"),
                        TrialSite.SCHEDDS.stream().map(schedd -> "schedd " + schedd))
                .filter(source -> !seen.getOrDefault(source, false))
                .findFirst();
    }

    private void order(IoPoint point) throws LedgerException {
        switch (point.call()) {
            case "drainIfIdle", "offPeacefully" -> {
                if (recordOf(point.about()).flatMap(WorkerRecord::drain).isEmpty()) {
                    found(
                            Invariant.INTENT_FIRST,
                            point.call() + " of " + point.about() + " without a drain in the ledger");
                }
            }
            case "forget" ->
                world.pool().machines().named(point.about()).stream()
                        .filter(id -> census.find(id).isPresent())
                        .forEach(id -> found(
                                Invariant.ONLY_OURS,
                                "takes back all ads of " + point.about() + ", also of server " + id));
            case "forgetGhost" -> {
                String serverId = String.valueOf(point.args().get(1));
                if (census.find(serverId).isPresent()) {
                    found(Invariant.ONLY_OURS, "takes back the ads of server " + serverId + ", which is there");
                }
            }
            default -> {}
        }
    }

    private boolean isOurs(String cloud, String serverId) {
        return census.find(cloud, serverId)
                .flatMap(Census.Found::tag)
                .filter(tag -> tag.isOf(TrialSite.POOL, ledger.installation()))
                .isPresent();
    }

    private Optional<WorkerRecord> record(String serverId) throws LedgerException {
        return ledger.living().stream()
                .filter(record -> record.serverId().equals(Optional.of(serverId)))
                .findFirst();
    }

    private Optional<WorkerRecord> recordOf(String machine) throws LedgerException {
        return ledger.living().stream()
                .filter(record -> machine.equals(record.name() + "." + TrialSite.DOMAIN))
                .findFirst();
    }
}
