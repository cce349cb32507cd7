package org.updraft.autoscaler.sense;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.pool.Activity;
import org.updraft.autoscaler.pool.BlindSpot;
import org.updraft.autoscaler.pool.Flaw;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.autoscaler.pool.Twins;
import org.updraft.autoscaler.pool.Worker;
import org.updraft.htcondor.Ending;
import org.updraft.htcondor.SlotAd;
import org.updraft.openstack.Server;

/** Joins servers, slots, claims and ledger into workers, by worker id and server uuid, never by host name alone. */
final class WorkerMatcher {

    private final String pool;
    private final String installation;
    private final Duration adsFreshFor;
    private final Memory memory;
    private final ActivityOf activityOf;
    private final Flaws flaws;

    WorkerMatcher(String pool, String installation, Duration updateInterval, Flaws flaws, Memory memory) {
        this.flaws = flaws;
        this.pool = pool;
        this.installation = installation;
        this.adsFreshFor = updateInterval.multipliedBy(2).plusSeconds(30);
        this.memory = memory;
        this.activityOf = new ActivityOf(updateInterval, memory);
    }

    /**
     * @param blind sources that did not answer, by label
     */
    Matched match(Instant now, List<WorkerRecord> records, Sightings seen, Set<BlindSpot.Source> blind) {
        Index index = Index.of(pool, installation, seen);
        Set<String> vanished = vanished(now, records, index, blind);
        List<Worker> workers = new ArrayList<>();
        List<BlindSpot> blindSpots = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (WorkerRecord record : records) {
            known.add(record.id());
            Optional<String> doubt = doubt(record, index, vanished, now);
            doubt.ifPresent(words -> blindSpots.add(blindTo(record.id(), words, now)));
            workers.add(worker(now, record, index, blind, doubt.isPresent()));
        }
        workers.addAll(strangers(now, records, index, blind));
        memory.forgetAllBut(known);
        return new Matched(workers, blindSpots, frozen(index));
    }

    record Matched(List<Worker> workers, List<BlindSpot> blindSpots, Optional<String> frozen) {}

    private Set<String> vanished(Instant now, List<WorkerRecord> records, Index index, Set<BlindSpot.Source> blind) {
        if (blind.contains(new BlindSpot.Source.OfCollector())) {
            return Set.of();
        }
        Set<String> explained = new HashSet<>();
        for (WorkerRecord record : records) {
            boolean stoppedOrGone = record.serverId()
                    .map(id -> index.gone().contains(id)
                            || Optional.ofNullable(index.serversById().get(id))
                                    .map(listed -> ServerState.of(listed.server()))
                                    .filter(state -> state != ServerState.RUNNING && state != ServerState.UNKNOWN)
                                    .isPresent())
                    .orElse(false);
            boolean retiredByUs = record.drain().isPresent()
                    || record.fence().isPresent()
                    || record.deletingAt().isPresent();
            if (stoppedOrGone || retiredByUs) {
                explained.add(record.id());
            }
        }
        return memory.vanishedTogether(index.adsByWorker().keySet(), explained, now);
    }

    /** What makes a worker's sources contradict each other. */
    private Optional<String> doubt(WorkerRecord record, Index index, Set<String> vanished, Instant now) {
        if (Twins.isTwin(record.id())) {
            // told apart by the uuid that the ledger has; a job on either of its name speaks for both
            boolean neverSeen = record.joinedAt().isPresent()
                    && memory.ownClaim(record.id()).isEmpty()
                    && index.adsOf(Twins.original(record.id()), record.serverId())
                            .isEmpty();
            if (neverSeen) {
                return Optional.of("its ads may be hidden by those of the machine whose name it has");
            }
            return index.serversById().containsKey(record.serverId().orElse(""))
                    ? unknownState(index.serversById().get(record.serverId().orElse("")))
                    : Optional.empty();
        }
        List<Index.Listed> servers = index.serversOf(record.id());
        if (record.serverId().isEmpty() && servers.size() > 1) {
            // the first made is adopted; then they can be told apart
            return Optional.empty();
        }
        if (servers.size() > 1) {
            return Optional.of(servers.size() + " servers bear its id: "
                    + servers.stream().map(s -> s.server().id()).sorted().toList());
        }
        Optional<String> serverId = record.serverId()
                .or(() -> servers.stream().findFirst().map(s -> s.server().id()));
        List<SlotAd> ads = index.adsByWorker().getOrDefault(record.id(), List.of());
        if (ads.stream()
                .anyMatch(ad -> ad.serverId().isPresent() && !ad.serverId().equals(serverId))) {
            memory.sawAnotherOfItsName(record.id(), now);
            return Optional.of("a machine with another server's uuid bears its id");
        }
        if (memory.sawAnotherWithin(record.id(), adsFreshFor, now)) {
            return Optional.of("a machine with another server's uuid bore its id a moment ago");
        }
        if (ads.stream()
                        .anyMatch(ad -> index.workersByMachine()
                                        .getOrDefault(Index.label(ad.machine()), Set.of())
                                        .size()
                                > 1)
                || index.workersByMachine()
                                .getOrDefault(Index.label(record.name()), Set.of())
                                .size()
                        > 1) {
            return Optional.of("two machines have its host name");
        }
        if (vanished.contains(record.id())) {
            return Optional.of("it left the collector's view together with others");
        }
        return servers.stream().findFirst().flatMap(WorkerMatcher::unknownState);
    }

    private static Optional<String> unknownState(Index.Listed server) {
        return Optional.of(server)
                .filter(listed -> ServerState.of(listed.server()) == ServerState.UNKNOWN)
                .map(listed -> "Nova shows it as " + listed.server().status() + ", power state "
                        + listed.server().powerState());
    }

    private BlindSpot blindTo(String workerId, String words, Instant now) {
        BlindSpot.Source source = new BlindSpot.Source.OfWorker(workerId);
        return new BlindSpot(source, words, memory.blindSince(source.label(), now));
    }

    private Worker worker(
            Instant now, WorkerRecord record, Index index, Set<BlindSpot.Source> blind, boolean doubtful) {
        Evidence evidence = evidence(now, record, index, blind, doubtful);
        Activity activity = activityOf.of(record, evidence);
        Shape free = free(record, evidence, activity);
        Optional<Flaw> flaw = flaws.of(record, evidence.server(), endings(record, index, doubtful), now);
        return new Worker(
                record.id(),
                record.name(),
                record.combination(),
                record.flavorName(),
                record.serverId().or(() -> evidence.server().map(Server::id)),
                record.serverId().isPresent() || evidence.server().isEmpty(),
                record.owner(),
                record.vmType(),
                record.terms(),
                record.demandKey(),
                record.shape(),
                free,
                startsLeft(record, evidence),
                memory.freeSince(record.id(), free, now),
                record.keepAlive(),
                record.requestedAt(),
                joinedAt(record, evidence),
                activity,
                evidence.claims(),
                record.retiringAt(),
                sight(evidence),
                flaw);
    }

    /** Of a name that two machines have, nobody knows on which of them a job ended. */
    private static List<Ending> endings(WorkerRecord record, Index index, boolean doubtful) {
        return doubtful || Twins.isTwin(record.id())
                ? List.of()
                : index.endingsByMachine().getOrDefault(Index.label(record.name()), List.of());
    }

    private Evidence evidence(
            Instant now, WorkerRecord record, Index index, Set<BlindSpot.Source> blind, boolean doubtful) {
        Optional<Server> server = record.serverId()
                .map(id -> Optional.ofNullable(index.serversById().get(id)))
                .orElseGet(() -> index.serversOf(record.id()).stream().findFirst())
                .filter(listed -> listed.cloud().equals(record.combination().cloud()))
                .map(Index.Listed::server);
        List<SlotAd> ads =
                index.adsOf(Twins.original(record.id()), record.serverId().or(() -> server.map(Server::id)));
        boolean hiddenClaim = ads.isEmpty()
                && Twins.isTwin(record.id())
                && memory.ownClaim(record.id()).orElse(false);
        if (!ads.isEmpty()) {
            memory.ownClaim(record.id(), ads.stream().anyMatch(ad -> !ad.isFree()));
        }
        boolean fresh = !ads.isEmpty()
                && ads.stream()
                        .allMatch(ad -> ad.lastHeardFrom().plus(adsFreshFor).isAfter(now));
        Set<BlindSpot.Source> blindTo = new HashSet<>();
        for (BlindSpot.Source source : blind) {
            boolean covers = switch (source) {
                case BlindSpot.Source.OfCloud(String cloud) ->
                    cloud.equals(record.combination().cloud());
                case BlindSpot.Source.OfCollector c -> true;
                case BlindSpot.Source.OfClock c -> true;
                case BlindSpot.Source.OfSchedd s -> true;
                case BlindSpot.Source.OfWorker(String id) -> id.equals(record.id());
            };
            if (covers) {
                blindTo.add(source);
            }
        }
        if (doubtful) {
            blindTo.add(new BlindSpot.Source.OfWorker(record.id()));
        }
        return new Evidence(
                now,
                server,
                record.serverId().filter(index.gone()::contains).isPresent(),
                index.cloudsSeen().contains(record.combination().cloud()),
                ads,
                fresh,
                index.claimsByMachine().getOrDefault(Index.label(record.name()), List.of()),
                hiddenClaim,
                blindTo);
    }

    private static Optional<Instant> joinedAt(WorkerRecord record, Evidence evidence) {
        return record.joinedAt().or(() -> evidence.ads().isEmpty() ? Optional.empty() : Optional.of(evidence.now()));
    }

    private static Worker.Sight sight(Evidence evidence) {
        boolean server = evidence.server().isPresent() || evidence.serverGone();
        return new Worker.Sight(server, evidence.adsFresh(), !evidence.claimed(), evidence.blindTo());
    }

    /** What more jobs could use: all of a worker on its way, the rest of one in the pool, nothing of one that leaves. */
    private static Shape free(WorkerRecord record, Evidence evidence, Activity activity) {
        return switch (activity) {
            case Activity.Requested r -> record.shape();
            case Activity.Building b -> record.shape();
            case Activity.Joining j -> record.shape();
            case Activity.Idle i -> room(evidence);
            case Activity.Busy b -> room(evidence);
            case Activity.Draining d -> Shape.NOTHING;
            case Activity.Fenced f -> Shape.NOTHING;
            case Activity.Deleting d -> Shape.NOTHING;
            case Activity.Stopped s -> Shape.NOTHING;
            case Activity.Unseen u -> Shape.NOTHING;
            case Activity.Failed f -> Shape.NOTHING;
            case Activity.Gone g -> Shape.NOTHING;
        };
    }

    /** By the worker's own count, which its START goes by. */
    private static int startsLeft(WorkerRecord record, Evidence evidence) {
        int most = record.terms().maxJobs();
        return most == 0
                ? Worker.UNLIMITED
                : Math.max(
                        0,
                        most - evidence.partitionable().map(SlotAd::jobStarts).orElse(0));
    }

    private static Shape room(Evidence evidence) {
        return evidence.partitionable()
                .filter(ad -> ad.state().equals("Unclaimed"))
                .map(ad -> new Shape(ad.cpus(), ad.memoryMiB(), (int) (ad.diskKiB() / (1024 * 1024)), ad.gpus()))
                .orElse(Shape.NOTHING);
    }

    /**
     * Servers that bear our tag and that the ledger has no living record of: a reply was lost, or the ledger was; or a request
     * was carried out twice. Of several of one id the ledger's is the worker, else the one that was made first; the others
     * are twins.
     */
    private List<Worker> strangers(Instant now, List<WorkerRecord> records, Index index, Set<BlindSpot.Source> blind) {
        Set<String> known = new HashSet<>();
        Set<String> taken = new HashSet<>();
        Set<String> waiting = new HashSet<>();
        for (WorkerRecord record : records) {
            known.add(record.id());
            record.serverId().ifPresentOrElse(taken::add, () -> waiting.add(record.id()));
        }
        List<Worker> strangers = new ArrayList<>();
        index.serversByWorker().keySet().stream().sorted().forEach(workerId -> {
            List<Index.Listed> servers = index.serversOf(workerId).stream()
                    .filter(listed -> !taken.contains(listed.server().id()))
                    .toList();
            boolean hasItsServer = known.contains(workerId) && !waiting.contains(workerId);
            // the first is what the record waits for, or what there is no record of
            for (int nth = 0; nth < servers.size(); nth++) {
                Index.Listed listed = servers.get(nth);
                if (nth > 0 || hasItsServer) {
                    strangers.add(
                            stranger(now, Twins.idOf(workerId, listed.server().id()), listed, blind));
                } else if (!known.contains(workerId)) {
                    strangers.add(stranger(now, workerId, listed, blind));
                }
            }
        });
        return strangers;
    }

    private static Worker stranger(Instant now, String id, Index.Listed listed, Set<BlindSpot.Source> blind) {
        Server server = listed.server();
        return listed.tag()
                .as(id)
                .asWorker(
                        listed.cloud(),
                        server.name(),
                        server.id(),
                        server.created(),
                        new Activity.Joining(now),
                        new Worker.Sight(true, false, false, blind));
    }

    private Optional<String> frozen(Index index) {
        return index.foreign()
                .map(
                        tag -> "servers of pool " + pool + " bear another installation's tag ("
                                + tag.installation() + ", ours is " + installation
                                + "): another Updraft serves this pool, or the ledger was lost; stop one of them, or adopt its servers");
    }
}
