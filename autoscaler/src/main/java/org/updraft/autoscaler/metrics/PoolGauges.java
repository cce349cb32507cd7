package org.updraft.autoscaler.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.ledger.TurnJson;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.plan.Unmet;
import org.updraft.autoscaler.pool.BlindSpot;
import org.updraft.autoscaler.pool.Breaker;
import org.updraft.autoscaler.pool.CloudView;
import org.updraft.autoscaler.pool.Combination;
import org.updraft.autoscaler.pool.Demand;
import org.updraft.autoscaler.pool.PoolSnapshot;
import org.updraft.autoscaler.pool.Worker;

/** What the last turn saw, as gauges. What it did not see any more disappears, rather than standing still. */
final class PoolGauges {

    private final MultiGauge jobsWaiting;
    private final MultiGauge demands;
    private final MultiGauge workers;
    private final MultiGauge blindSpots;
    private final MultiGauge alerts;
    private final MultiGauge breakers;
    private final MultiGauge quotaUsed;
    private final MultiGauge quotaMax;
    private final MultiGauge enabled;
    private volatile int jobsRunning;
    private volatile boolean frozen;

    PoolGauges(MeterRegistry registry) {
        jobsWaiting =
                gauge(registry, "updraft.jobs.waiting", "jobs that wait, by why; jobs-wait: a worker was asked for");
        demands = gauge(registry, "updraft.demands", "kinds of jobs that wait, by why; one may have several causes");
        workers = gauge(registry, "updraft.workers", "workers by what they do and where");
        blindSpots = gauge(
                registry, "updraft.blind.spots", "sources that did not answer, or answered less than they should");
        alerts = gauge(registry, "updraft.alerts", "workers and machines that somebody should look at, by why");
        breakers = gauge(
                registry,
                "updraft.breakers",
                "what failed and is left alone (open) or tried once (half-open), by why and where; flavor and image are"
                        + " ids, empty for all");
        quotaUsed = gauge(registry, "updraft.quota.used", "of the project, servers that are not ours included");
        quotaMax = gauge(registry, "updraft.quota.max", "of the project; absent where there is no limit");
        enabled = gauge(
                registry, "updraft.cloud.enabled", "1 if an operator has not switched it off; absent while blind");
        Gauge.builder("updraft.jobs.running", () -> jobsRunning)
                .description("jobs that slots or schedds say are on our workers")
                .register(registry);
        Gauge.builder("updraft.frozen", () -> frozen ? 1 : 0)
                .description("1 while nothing may be done at all")
                .register(registry);
    }

    void show(Turn turn) {
        PoolSnapshot seen = turn.seen();
        causes(turn);
        workers(seen);
        blindSpots.register(
                counted(seen.blindSpots().stream()
                        .map(spot -> Tags.of("source", source(spot.source())))
                        .toList()),
                true);
        alerts.register(
                counted(turn.plan().alerts().stream()
                        .map(alert -> Tags.of("cause", alert.reason().cause().label()))
                        .toList()),
                true);
        breakers.register(
                counted(turn.plan().breakers().stream()
                        .map(breaker -> tags(breaker, seen.takenAt()))
                        .toList()),
                true);
        clouds(seen);
        jobsRunning = seen.workers().stream().mapToInt(Worker::jobs).sum();
        frozen = seen.frozen().isPresent();
    }

    private static Tags tags(Breaker breaker, Instant now) {
        Tags tags = Tags.of(
                "cloud",
                breaker.scope().cloud(),
                "kind",
                breaker.kind().label(),
                "state",
                breaker.holdsAt(now) ? "open" : "half-open");
        return switch (breaker.scope()) {
            case Breaker.Scope.OfCloud c -> tags.and("flavor", "", "image", "");
            case Breaker.Scope.OfFlavor(String cloud, String flavorId) -> tags.and("flavor", flavorId, "image", "");
            case Breaker.Scope.OfCombination(Combination what) ->
                tags.and("flavor", what.flavorId(), "image", what.imageId());
        };
    }

    private void causes(Turn turn) {
        Map<String, Integer> jobs = new TreeMap<>();
        Map<String, Integer> kinds = new TreeMap<>();
        Map<String, Integer> unexplained = new TreeMap<>();
        for (Demand demand : turn.seen().demands()) {
            unexplained.put(demand.key(), demand.count());
        }
        for (Unmet unmet : turn.plan().unmet()) {
            String cause = unmet.reason().cause().label();
            jobs.merge(cause, unmet.count(), Integer::sum);
            kinds.merge(cause, 1, Integer::sum);
            unexplained.merge(unmet.demandKey(), -unmet.count(), Integer::sum);
        }
        for (int rest : unexplained.values()) {
            if (rest > 0) {
                jobs.merge(Cause.JOBS_WAIT.label(), rest, Integer::sum);
                kinds.merge(Cause.JOBS_WAIT.label(), 1, Integer::sum);
            }
        }
        jobsWaiting.register(rows("cause", jobs), true);
        demands.register(rows("cause", kinds), true);
    }

    private void workers(PoolSnapshot seen) {
        workers.register(
                counted(seen.workers().stream()
                        .map(worker ->
                                Tags.of("activity", TurnJson.activity(worker.activity()), "cloud", worker.cloud()))
                        .toList()),
                true);
    }

    private void clouds(PoolSnapshot seen) {
        List<MultiGauge.Row<?>> used = new ArrayList<>();
        List<MultiGauge.Row<?>> max = new ArrayList<>();
        List<MultiGauge.Row<?>> on = new ArrayList<>();
        for (CloudView cloud : seen.clouds()) {
            quota(
                    used,
                    max,
                    cloud,
                    "instances",
                    cloud.quota().instancesUsed(),
                    cloud.quota().instancesMax());
            quota(
                    used,
                    max,
                    cloud,
                    "cores",
                    cloud.quota().coresUsed(),
                    cloud.quota().coresMax());
            quota(
                    used,
                    max,
                    cloud,
                    "ram_mib",
                    cloud.quota().ramMiBUsed(),
                    cloud.quota().ramMiBMax());
            on.add(MultiGauge.Row.of(Tags.of("cloud", cloud.name()), cloud.enabled() ? 1 : 0));
        }
        quotaUsed.register(used, true);
        quotaMax.register(max, true);
        enabled.register(on, true);
    }

    private static void quota(
            List<MultiGauge.Row<?>> usedRows,
            List<MultiGauge.Row<?>> maxRows,
            CloudView cloud,
            String resource,
            int used,
            int max) {
        Tags tags = Tags.of("cloud", cloud.name(), "resource", resource);
        usedRows.add(MultiGauge.Row.of(tags, used));
        if (max >= 0) {
            maxRows.add(MultiGauge.Row.of(tags, max));
        }
    }

    /** Clouds and schedds are few; workers are not, and share one label. */
    private static String source(BlindSpot.Source source) {
        return source instanceof BlindSpot.Source.OfWorker ? "worker" : source.label();
    }

    private static List<MultiGauge.Row<?>> rows(String label, Map<String, Integer> counts) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        counts.forEach((value, count) -> rows.add(MultiGauge.Row.of(Tags.of(label, value), count)));
        return rows;
    }

    private static List<MultiGauge.Row<?>> counted(List<Tags> tags) {
        Map<Tags, Integer> counts = new java.util.LinkedHashMap<>();
        tags.forEach(each -> counts.merge(each, 1, Integer::sum));
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        counts.forEach((each, count) -> rows.add(MultiGauge.Row.of(each, count)));
        return rows;
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }
}
