package org.updraft.autoscaler.act;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.Outcome;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.plan.Action;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.pool.Breaker;
import org.updraft.autoscaler.pool.Tag;
import org.updraft.autoscaler.spool.CloudConfigException;
import org.updraft.htcondor.CondorException;
import org.updraft.openstack.BootRequest;
import org.updraft.openstack.Cloud;
import org.updraft.openstack.CloudException;

/** Boots one worker: id, intent, token and user data, one POST, and the server's uuid into the ledger. */
final class Booting {

    private final String pool;
    private final InstantSource clock;
    private final Ledger ledger;
    private final WorkerIds ids;
    private final BootCloudInit cloudInit;
    private final Breakers breakers;
    private final Autopsies autopsies;
    private final Map<String, ActionRunner.BootSettings> settings;

    Booting(
            String pool,
            InstantSource clock,
            Ledger ledger,
            WorkerIds ids,
            BootCloudInit cloudInit,
            Breakers breakers,
            Autopsies autopsies,
            Map<String, ActionRunner.BootSettings> settings) {
        this.pool = pool;
        this.clock = clock;
        this.ledger = ledger;
        this.ids = ids;
        this.cloudInit = cloudInit;
        this.breakers = breakers;
        this.autopsies = autopsies;
        this.settings = settings;
    }

    /**
     * @param turn stands in the server's metadata, for whoever reads it there
     * @param nth the how manieth of this action, for taking zones in turn: a single one finds another with each turn
     */
    Outcome boot(Action.Boot boot, Cloud cloud, long turn, int nth) {
        String id = ids.next();
        String name = "updraft-" + pool + "-" + id;
        WorkerRecord worker = WorkerRecord.intent(
                id,
                name,
                boot.offer().combination(),
                boot.offer().flavor().name(),
                boot.owner(),
                boot.vmType(),
                boot.terms(),
                boot.demandKey(),
                boot.offer().shape(),
                boot.keepAlive(),
                clock.instant());
        try {
            ledger.intend(worker);
        } catch (LedgerException e) {
            return outcome(boot, Outcome.Result.SKIPPED, id, "no intent could be written: " + e.getMessage());
        }
        return asked(boot, cloud, turn, nth, worker);
    }

    private Outcome asked(Action.Boot boot, Cloud cloud, long turn, int nth, WorkerRecord worker) {
        try {
            String userData = cloudInit.userDataBase64(worker, boot.offer().siteCloudInit());
            String serverId = cloud.boot(request(boot, turn, nth, worker, userData));
            breakers.bootAccepted(boot.offer().cloud());
            ledger.serverKnown(worker.id(), serverId, clock.instant());
            return outcome(boot, Outcome.Result.DONE, worker.id(), "");
        } catch (CloudException e) {
            Breaker.Scope.OfFlavor flavor = new Breaker.Scope.OfFlavor(
                    boot.offer().cloud(), boot.offer().flavor().id());
            breakers.bootRefused(flavor, e, worker.requestedAt());
            return refused(boot, worker, e).with(autopsies.ofRefusal(worker, e));
        } catch (CloudConfigException e) {
            Cause cause = Cause.of(e.kind());
            return closed(boot, Outcome.Result.FAILED, worker, cause, String.valueOf(e.getMessage()));
        } catch (CondorException | IllegalArgumentException e) {
            breakers.noToken(boot.offer().cloud(), worker.requestedAt(), String.valueOf(e.getMessage()));
            return closed(boot, Outcome.Result.FAILED, worker, Cause.BOOT_FAILED, String.valueOf(e.getMessage()));
        } catch (LedgerException e) {
            // the server exists and bears our tag: the next look adopts it
            return outcome(boot, Outcome.Result.FAILED, worker.id(), "booted, but not written down: " + e.getMessage());
        }
    }

    /** Only where the cloud surely did nothing may the intent be closed at once. */
    private Outcome refused(Action.Boot boot, WorkerRecord worker, CloudException refusal) {
        String words = String.valueOf(refusal.getMessage());
        return switch (refusal) {
            case CloudException.Unreachable u
            when u.mayHaveTakenEffect() ->
                outcome(boot, Outcome.Result.FAILED, worker.id(), words + "; it may have been booted all the same");
            case CloudException.Unreachable u -> closed(boot, Outcome.Result.FAILED, worker, Cause.BOOT_FAILED, words);
            case CloudException.QuotaFull q -> closed(boot, Outcome.Result.REFUSED, worker, Cause.NO_ROOM, words);
            case CloudException.NoCapacity n -> closed(boot, Outcome.Result.REFUSED, worker, Cause.NO_ROOM, words);
            case CloudException.RateLimited r -> closed(boot, Outcome.Result.REFUSED, worker, Cause.NO_ROOM, words);
            case CloudException.CredentialsRejected c ->
                closed(boot, Outcome.Result.FAILED, worker, Cause.BOOT_FAILED, words);
            case CloudException.WrongState w -> closed(boot, Outcome.Result.FAILED, worker, Cause.BOOT_REFUSED, words);
            case CloudException.Gone g -> closed(boot, Outcome.Result.FAILED, worker, Cause.BOOT_REFUSED, words);
            case CloudException.Rejected r -> closed(boot, Outcome.Result.FAILED, worker, Cause.BOOT_REFUSED, words);
        };
    }

    private Outcome closed(Action.Boot boot, Outcome.Result result, WorkerRecord worker, Cause cause, String words) {
        try {
            ledger.closed(worker.id(), clock.instant(), cause, words);
            return outcome(boot, result, worker.id(), words);
        } catch (LedgerException e) {
            // the intent stays and is given up after the settle time
            return outcome(boot, result, worker.id(), words + "; and not written down: " + e.getMessage());
        }
    }

    private BootRequest request(Action.Boot boot, long turn, int nth, WorkerRecord worker, String userData) {
        ActionRunner.BootSettings site = settings.getOrDefault(
                boot.offer().cloud(), new ActionRunner.BootSettings(List.of(), Optional.empty(), List.of(), false));
        Map<String, String> metadata = tag(worker).metadata();
        metadata.put("updraft-turn", Long.toString(turn));
        Optional<String> zone = site.zones().isEmpty()
                ? Optional.empty()
                : Optional.of(site.zones()
                        .get((int) Math.floorMod(turn + nth, (long) site.zones().size())));
        return new BootRequest(
                worker.name(),
                boot.offer().flavor().id(),
                boot.offer().image().id(),
                boot.offer().networkIds(),
                boot.offer().securityGroups().isEmpty()
                        ? site.securityGroups()
                        : boot.offer().securityGroups(),
                boot.offer().keyName().or(site::keyName),
                zone,
                userData,
                metadata,
                Set.of("updraft"),
                site.configDrive());
    }

    private Tag tag(WorkerRecord worker) {
        return new Tag(
                pool,
                ledger.installation(),
                worker.id(),
                worker.owner(),
                worker.vmType(),
                worker.terms(),
                worker.demandKey(),
                worker.combination().flavorId(),
                worker.flavorName(),
                worker.combination().imageId(),
                worker.combination().templateHash(),
                worker.shape(),
                worker.keepAlive());
    }

    private static Outcome outcome(Action.Boot boot, Outcome.Result result, String workerId, String words) {
        return new Outcome(boot, result, List.of(workerId), words);
    }
}
