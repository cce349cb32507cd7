package org.updraft.autoscaler.trial;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.MemoryLedger;
import org.updraft.autoscaler.simulate.SimulatedCollector.Sight;
import org.updraft.autoscaler.simulate.SimulatedMachines;
import org.updraft.autoscaler.simulate.SimulatedService;
import org.updraft.autoscaler.simulate.SimulatedWorld;

/** Lets incidents happen to a world, and undoes what can be undone when they are over. */
final class Stage {

    /** Of the service that is started by mistake. */
    static final String RIVAL = "rival";

    private final SimulatedWorld world;
    private final Census census;
    private final Meddler meddler;
    private final CloudIncidents clouds;
    private int stops;

    Stage(SimulatedWorld world, Census census, Meddler meddler) {
        this.world = world;
        this.census = census;
        this.meddler = meddler;
        this.clouds = new CloudIncidents(world, census);
    }

    /** What ends an incident. */
    @FunctionalInterface
    interface Undo {
        Undo NOTHING = () -> {};

        void undo() throws LedgerException;
    }

    /** Somebody must start the service again, as systemd would. */
    boolean shouldBeUp() {
        return stops == 0;
    }

    /** Begins it; what it returns ends it. Does nothing if there is nobody whom it could hit. */
    Undo begin(Incident incident) throws LedgerException {
        SplittableRandom draw = new SplittableRandom(incident.draw());
        SimulatedMachines machines = world.pool().machines();
        return switch (incident.fault()) {
            case COMPUTE_ERRORS,
                    COMPUTE_BUSY,
                    IDENTITY_DOWN,
                    CREDENTIALS_REFUSED,
                    FORBIDDEN,
                    IMAGE_ERRORS,
                    NETWORK_ERRORS,
                    LOST_REPLIES,
                    TIMEOUTS,
                    SHORT_PAGES,
                    NO_CAPACITY,
                    BUILDS_FAIL,
                    BUILDS_HANG,
                    BUILDS_SLOW,
                    DELETES_FAIL,
                    DELETES_SLOW -> clouds.rule(incident.fault(), draw);
            case QUOTA_CUT -> clouds.cutQuota(draw);
            case HOST_CRASH, FOREIGN_DELETE, FOREIGN_PAUSE, FOREIGN_STOP, FOREIGN_REBUILD ->
                clouds.harm(incident.fault(), draw);
            case TWIN -> clouds.twin(draw);
            case FOREIGN_SERVERS -> clouds.foreign(draw);
            case DOUBLE_PAGES -> onCloud(draw, meddler::doubled);
            case STALE_LISTS -> onCloud(draw, meddler::stale);
            case OTHER_PROJECT -> onCloud(draw, meddler::otherProject);
            case COLLECTOR_SILENT -> collector(Sight.SILENT);
            case COLLECTOR_EMPTY -> collector(Sight.EMPTY);
            case COLLECTOR_HALF -> collector(Sight.HALF);
            case COLLECTOR_RESTART -> {
                world.pool().collector().restart();
                yield Undo.NOTHING;
            }
            case GHOST_ADS -> ghost(draw);
            case ADS_LOST -> onWorker(draw, machines::loseAdsOf, id -> {});
            case CUT_OFF -> onWorker(draw, machines::cutOffFromCollector, machines::reconnect);
            case SLOT_HANGS -> onWorker(draw, id -> machines.hangSlot(id, true), id -> machines.hangSlot(id, false));
            case WORKERS_DEAF -> flag(machines::makeEveryMachineToComeDeaf);
            case WORKERS_BROKEN -> flag(machines::breakEveryMachineToCome);
            case WORKERS_STAY_OUT -> flag(machines::keepEveryMachineToComeOut);
            case SCHEDD_SILENT -> {
                String schedd = one(draw, TrialSite.SCHEDDS);
                yield flag(on -> world.pool().queue().silence(schedd, on));
            }
            case HISTORY_SILENT -> flag(world.pool().queue()::silenceHistory);
            case ORDERS_LOST -> flag(meddler::loseOrders);
            case ORDERS_REFUSED -> flag(meddler::refuseOrders);
            case LATENCY -> flag(meddler::slowDown);
            case DISK_FULL -> flag(meddler::fillDisk);
            case KILLED -> {
                world.service().mortality().killIn(draw.nextInt(60), draw.nextBoolean());
                yield Undo.NOTHING;
            }
            case STOPPED -> stop();
            case CLOCK_FORWARD -> skew(draw.nextInt(5, 6 * 60));
            case CLOCK_BACK -> skew(-draw.nextInt(5, 6 * 60));
            case RIVAL -> rival();
        };
    }

    private interface Flag {
        void set(boolean on);
    }

    private interface CloudFlag {
        void set(String cloud, boolean on);
    }

    private interface OnWorker {
        void hit(String serverId);
    }

    private static Undo flag(Flag flag) {
        flag.set(true);
        return () -> flag.set(false);
    }

    private static Undo onCloud(SplittableRandom draw, CloudFlag flag) {
        String cloud = one(draw, TrialSite.CLOUDS);
        return flag(on -> flag.set(cloud, on));
    }

    private Undo onWorker(SplittableRandom draw, OnWorker begin, OnWorker end) {
        SimulatedMachines machines = world.pool().machines();
        List<String> joined = machines.joined().stream()
                .filter(id -> census.find(id).isPresent())
                .toList();
        if (joined.isEmpty()) {
            return Undo.NOTHING;
        }
        String id = one(draw, joined);
        begin.hit(id);
        return () -> {
            if (machines.joined().contains(id)) {
                end.hit(id);
            }
        };
    }

    private Undo collector(Sight sight) {
        world.pool().collector().tell(sight);
        return () -> world.pool().collector().tell(Sight.WHOLE);
    }

    private Undo ghost(SplittableRandom draw) {
        String nowhere = "11111111-2222-4333-8444-%012d".formatted(draw.nextInt(1_000_000));
        List<Census.Tagged> ours = census.living(world.ledger().installation());
        String worker = ours.isEmpty() || draw.nextBoolean()
                ? "0ghost"
                : one(draw, ours).tag().workerId();
        String installation =
                draw.nextInt(4) == 0 ? "elsewhere" : world.ledger().installation();
        world.pool()
                .machines()
                .advertise(
                        "updraft-" + TrialSite.POOL + "-" + worker + "." + TrialSite.DOMAIN,
                        worker,
                        nowhere,
                        installation,
                        draw.nextBoolean());
        return world.pool().machines()::silenceGhosts;
    }

    private Undo stop() {
        stops++;
        world.service().stop();
        return () -> stops--;
    }

    private Undo skew(int minutes) {
        world.service().clock().skew(Duration.ofMinutes(minutes));
        return () -> world.service().clock().skew(Duration.ZERO);
    }

    private Undo rival() throws LedgerException {
        SimulatedService second = world.startRival(new MemoryLedger(RIVAL));
        second.tap(new Judge(world, census, second.ledger()).onlyWhatItTouches());
        return () -> {
            world.stopRival();
            // whoever started it cleans up after it
            census.living(RIVAL).forEach(left -> {
                census.harm(left.server().id());
                clouds.delete(left);
            });
        };
    }

    static <T> T one(SplittableRandom draw, List<T> of) {
        return of.get(draw.nextInt(of.size()));
    }
}
