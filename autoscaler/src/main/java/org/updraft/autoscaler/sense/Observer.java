package org.updraft.autoscaler.sense;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.plan.Demands;
import org.updraft.autoscaler.plan.Policy;
import org.updraft.autoscaler.pool.BlindSpot;
import org.updraft.autoscaler.pool.Breaker;
import org.updraft.autoscaler.pool.CloudConfigFault;
import org.updraft.autoscaler.pool.CloudView;
import org.updraft.autoscaler.pool.Demand;
import org.updraft.autoscaler.pool.Leftover;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Worker;
import org.updraft.htcondor.CondorPool;
import org.updraft.htcondor.Ending;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobQueue;
import org.updraft.openstack.Binding;
import org.updraft.openstack.Cloud;

/** Asks every source at once and makes one snapshot of what they said. Not for several threads: one loop, one look. */
public final class Observer {

    private static final Logger LOG = LoggerFactory.getLogger(Observer.class);
    /** With a turn every 30 s, every five minutes. */
    private static final int LEFTOVERS_EVERY = 10;

    private final Site site;
    private final Policy policy;
    private final InstantSource clock;
    private final JobQueue queue;
    private final CondorPool condor;
    private final Ledger ledger;
    private final Function<List<Worker>, List<Breaker>> breakers;
    private final Function<List<Demand>, Map<String, CloudConfigFault>> cloudConfigFaults;
    private final Inquiry inquiry;
    private final SortedMap<String, CloudEye> eyes = new TreeMap<>();
    private final Memory memory = new Memory();
    private final WorkerMatcher matcher;
    private final Strays strays;
    private final LeftoverWatch watch;
    private final ClockWatch clockWatch;
    private int looks;

    /**
     * @param pool our pool's name, in every server's tag
     * @param updateInterval how often a worker's startd advertises itself, as our template sets it
     * @param cloudPriorities lower goes first
     */
    public record Site(String pool, Duration updateInterval, Map<String, Integer> cloudPriorities, Duration deadline) {}

    /**
     * @param breakers learns from what was seen of workers, and says what is left alone
     * @param cloudConfigFaults by demand key, why the cloud-config that its jobs name cannot be used
     */
    public Observer(
            Site site,
            Policy policy,
            InstantSource clock,
            Executor executor,
            JobQueue queue,
            CondorPool condor,
            List<Cloud> clouds,
            Ledger ledger,
            Function<List<Worker>, List<Breaker>> breakers,
            Function<List<Demand>, Map<String, CloudConfigFault>> cloudConfigFaults) {
        this.site = site;
        this.policy = policy;
        this.clock = clock;
        this.queue = queue;
        this.condor = condor;
        this.ledger = ledger;
        this.breakers = breakers;
        this.cloudConfigFaults = cloudConfigFaults;
        this.inquiry = new Inquiry(executor, site.deadline());
        clouds.forEach(cloud -> eyes.put(cloud.name(), new CloudEye(cloud, clock)));
        this.matcher = new WorkerMatcher(
                site.pool(),
                ledger.installation(),
                site.updateInterval(),
                new Flaws(policy.patience().zombies().blackHole(), memory),
                memory);
        this.strays = new Strays(site.pool(), ledger.installation());
        this.clockWatch = new ClockWatch(site.updateInterval().multipliedBy(2));
        this.watch = new LeftoverWatch(site.pool(), ledger, clock);
    }

    /** Looks once, at everything. */
    public PoolSnapshot observe() {
        Instant now = clock.instant();
        if (clockWatch.moved(now)) {
            memory.beginAnew(now);
        }
        try {
            List<WorkerRecord> records = ledger.living();
            Sightings seen = sameBindings(look(records, now));
            Map<BlindSpot.Source, String> blind = blind(seen, now);
            WorkerMatcher.Matched matched = matcher.match(now, records, seen, blind.keySet());
            List<BlindSpot> blindSpots = new ArrayList<>(matched.blindSpots());
            blind.forEach((source, words) ->
                    blindSpots.add(new BlindSpot(source, words, memory.blindSince(source.label(), now))));
            forgetCured(blindSpots);
            List<Demand> demands = demands(seen, now);
            return new PoolSnapshot(
                    now,
                    demands,
                    matched.workers(),
                    cloudViews(seen, blind.keySet()),
                    ledger.histories(now),
                    blindSpots,
                    strays.of(records, seen, goneEverywhere(strays.unknown(records, seen), seen), blind.keySet()),
                    leftovers(seen),
                    ledger.marks(now),
                    breakers.apply(matched.workers()),
                    cloudConfigFaults.apply(demands),
                    matched.frozen());
        } catch (LedgerException e) {
            return new PoolSnapshot(
                    now,
                    List.of(),
                    List.of(),
                    List.of(),
                    Map.of(),
                    List.of(),
                    Optional.of("the ledger cannot be read: " + e.getMessage()));
        }
    }

    /** Images or flavors of a cloud are others now than at the last look, as somebody knows who changed them. */
    public void offersChanged(String cloud) {
        CloudEye eye = eyes.get(cloud);
        if (eye != null) {
            eye.offersChanged();
        }
    }

    private Sightings look(List<WorkerRecord> records, Instant now) {
        Map<String, List<String>> expected = new HashMap<>();
        records.forEach(record -> record.serverId()
                .ifPresent(id -> expected.computeIfAbsent(record.combination().cloud(), c -> new ArrayList<>())
                        .add(id)));
        SortedMap<String, Inquiry.Pending<Sightings.OfCloud>> clouds = new TreeMap<>();
        eyes.forEach((name, eye) ->
                clouds.put(name, inquiry.ask("cloud:" + name, () -> eye.look(expected.getOrDefault(name, List.of())))));
        var slots = inquiry.ask("collector", condor::slots);
        SortedMap<String, Inquiry.Pending<List<JobGroup>>> waiting = new TreeMap<>();
        SortedMap<String, Inquiry.Pending<List<org.updraft.htcondor.Claim>>> claims = new TreeMap<>();
        for (String schedd : queue.schedds()) {
            waiting.put(schedd, inquiry.ask("schedd:" + schedd, () -> queue.waiting(schedd)));
            // asked after the slots: a claim made in between is rather seen twice than not at all
            claims.put(schedd, inquiry.ask("schedd:" + schedd, () -> queue.claims(schedd)));
        }
        return new Sightings(await(waiting), await(claims), endings(records, now), slots.await(), await(clouds));
    }

    /** What ended on workers; asked only if one has joined, and missed without harm. */
    private SortedMap<String, Answer<List<Ending>>> endings(List<WorkerRecord> records, Instant now) {
        SortedMap<String, Inquiry.Pending<List<Ending>>> asked = new TreeMap<>();
        if (records.stream().anyMatch(record -> record.joinedAt().isPresent())) {
            for (String schedd : queue.schedds()) {
                Instant since = memory.endingsSince(schedd, now);
                asked.put(schedd, inquiry.ask("history:" + schedd, () -> queue.endings(schedd, since)));
            }
        }
        SortedMap<String, Answer<List<Ending>>> answers = await(asked);
        answers.forEach((schedd, answer) -> answer.seen().ifPresent(seen -> memory.endingsSeen(schedd, now)));
        return answers;
    }

    /** Those of these servers that no cloud of ours has; none unless every one of them says so. */
    private Set<String> goneEverywhere(Set<String> serverIds, Sightings seen) {
        boolean allSeen =
                seen.clouds().values().stream().allMatch(answer -> answer.seen().isPresent());
        if (serverIds.isEmpty() || !allSeen) {
            return Set.of();
        }
        SortedMap<String, Inquiry.Pending<Set<String>>> asked = new TreeMap<>();
        eyes.forEach((name, eye) -> asked.put(name, inquiry.ask("cloud:" + name, () -> eye.gone(serverIds))));
        Set<String> gone = new HashSet<>(serverIds);
        await(asked).values().forEach(answer -> gone.retainAll(answer.seen().orElse(Set.of())));
        return gone;
    }

    /** Not in every turn: it lists all ports and addresses of a project. Where it fails nothing is blind, there is only less to see. */
    private List<Leftover> leftovers(Sightings seen) {
        looks++;
        if (looks % LEFTOVERS_EVERY != 0) {
            return List.of();
        }
        SortedMap<String, Inquiry.Pending<List<Leftover>>> asked = new TreeMap<>();
        seen.clouds()
                .forEach((name, answer) -> answer.seen().ifPresent(cloud -> {
                    Set<String> servers = cloud.servers().keySet();
                    CloudEye eye = Objects.requireNonNull(eyes.get(name));
                    asked.put(name, inquiry.ask("leftovers:" + name, () -> eye.leftovers(watch, servers)));
                }));
        List<Leftover> leftovers = new ArrayList<>();
        await(asked).forEach((name, answer) -> {
            switch (answer) {
                case Answer.Seen<List<Leftover>>(List<Leftover> found) -> leftovers.addAll(found);
                case Answer.Blind<List<Leftover>>(String words) ->
                    LOG.warn("what gone servers left on {} could not be seen: {}", name, words);
            }
        });
        return leftovers;
    }

    private static <T> SortedMap<String, Answer<T>> await(SortedMap<String, Inquiry.Pending<T>> pending) {
        SortedMap<String, Answer<T>> answers = new TreeMap<>();
        pending.forEach((name, answer) -> answers.put(name, answer.await()));
        return answers;
    }

    private Map<BlindSpot.Source, String> blind(Sightings seen, Instant now) {
        Map<BlindSpot.Source, String> blind = new HashMap<>();
        seen.waiting().forEach((schedd, answer) -> noteBlind(blind, new BlindSpot.Source.OfSchedd(schedd), answer));
        seen.claims().forEach((schedd, answer) -> noteBlind(blind, new BlindSpot.Source.OfSchedd(schedd), answer));
        clockWatch.blindness(now).ifPresent(words -> blind.put(new BlindSpot.Source.OfClock(), words));
        noteBlind(blind, new BlindSpot.Source.OfCollector(), seen.slots());
        seen.slots().seen().ifPresent(slots -> {
            Duration listening = Duration.between(slots.collectorStartedAt(), now);
            if (listening.compareTo(site.updateInterval().multipliedBy(2)) < 0) {
                blind.put(
                        new BlindSpot.Source.OfCollector(),
                        "it started " + listening.toSeconds() + " s ago and does not know every worker yet");
            }
        });
        seen.clouds().forEach((cloud, answer) -> noteBlind(blind, new BlindSpot.Source.OfCloud(cloud), answer));
        return blind;
    }

    /** A cloud whose name now stands for another project is blind: a 404 there says nothing about our servers. */
    private Sightings sameBindings(Sightings seen) throws LedgerException {
        Map<String, Binding> bound = ledger.bindings();
        SortedMap<String, Answer<Sightings.OfCloud>> clouds = new TreeMap<>(seen.clouds());
        for (var entry : seen.clouds().entrySet()) {
            Optional<Binding> is = entry.getValue().seen().map(Sightings.OfCloud::binding);
            Optional<Binding> was = Optional.ofNullable(bound.get(entry.getKey()));
            if (is.isPresent() && was.isEmpty()) {
                ledger.bind(entry.getKey(), is.get());
            } else if (is.isPresent() && !is.get().sameAs(was.orElseThrow())) {
                clouds.put(
                        entry.getKey(),
                        new Answer.Blind<>("its name stood for " + place(was.get()) + " and now stands for "
                                + place(is.get()) + "; give the new project a name of its own"));
            }
        }
        return new Sightings(seen.waiting(), seen.claims(), seen.endings(), seen.slots(), clouds);
    }

    private static String place(Binding binding) {
        return "project " + binding.projectId() + " at " + binding.authUrl() + " " + binding.region();
    }

    private static void noteBlind(Map<BlindSpot.Source, String> blind, BlindSpot.Source source, Answer<?> answer) {
        if (answer instanceof Answer.Blind<?>(String words)) {
            blind.put(source, words);
        }
    }

    private void forgetCured(List<BlindSpot> blindSpots) {
        Set<String> labels = new HashSet<>();
        blindSpots.forEach(spot -> labels.add(spot.source().label()));
        memory.sees(labels);
    }

    private List<Demand> demands(Sightings seen, Instant now) {
        List<JobGroup> groups = new ArrayList<>();
        seen.waiting().values().forEach(answer -> answer.seen().ifPresent(groups::addAll));
        return Demands.of(groups, policy, keys -> memory.demandsSince(keys, now));
    }

    private List<CloudView> cloudViews(Sightings seen, Set<BlindSpot.Source> blind) throws LedgerException {
        Set<String> disabled = ledger.disabledClouds();
        List<CloudView> views = new ArrayList<>();
        seen.clouds()
                .forEach((name, answer) -> answer.seen()
                        .filter(cloud -> !blind.contains(new BlindSpot.Source.OfCloud(name)))
                        .ifPresent(cloud -> views.add(new CloudView(
                                name,
                                !disabled.contains(name),
                                site.cloudPriorities().getOrDefault(name, 0),
                                cloud.binding().projectId(),
                                cloud.catalogue().flavors(),
                                cloud.catalogue().images(),
                                cloud.catalogue().networks(),
                                cloud.catalogue().securityGroups(),
                                cloud.catalogue().keyNames(),
                                cloud.quota()))));
        return views;
    }
}
