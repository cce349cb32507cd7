package org.updraft.autoscaler.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.updraft.autoscaler.act.Gate;
import org.updraft.autoscaler.ledger.Outcome;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.ledger.TurnJson;
import org.updraft.autoscaler.plan.Action;
import org.updraft.autoscaler.pool.BootFault;

/**
 * What Prometheus is told. All names begin with {@code updraft_}. Labels are causes, activities, results, clouds and sources,
 * and the flavors and images that a breaker is open for: sets that are small and known, never users or jobs. Safe for several threads.
 */
public final class Metrics {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final InstantSource clock;
    private final PoolGauges gauges;
    private final Timer took;
    private final Timer ownTime;
    private final Counter violations;
    private final Counter ledgerFailures;
    /** Of the last turn that broke no invariant; the epoch until there is one. */
    private volatile Instant lastGoodTurn = Instant.EPOCH;

    /** @param clock that of the loop */
    public Metrics(InstantSource clock) {
        this.clock = clock;
        registry.config().meterFilter(new OursOnly());
        this.gauges = new PoolGauges(registry);
        this.took = Timer.builder("updraft.turn.duration")
                .description("from the start of sensing to the last outcome")
                .serviceLevelObjectives(
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(60))
                .register(registry);
        this.ownTime = Timer.builder("updraft.turn.own")
                .description("of a turn's duration, what was not spent waiting for others")
                .register(registry);
        this.violations = Counter.builder("updraft.plan.violations")
                .description("invariants that a plan would have broken; nothing was done in such a turn")
                .register(registry);
        this.ledgerFailures = Counter.builder("updraft.ledger.failures")
                .description("writes to the ledger, or reads, that failed")
                .register(registry);
        Gauge.builder("updraft.turn.last.success.timestamp", () -> lastGoodTurn.toEpochMilli() / 1000.0)
                .baseUnit("seconds")
                .description("when the last turn began that broke no invariant, since 1970; 0 if none has")
                .register(registry);
        Gauge.builder("updraft.turn.age", this::age)
                .baseUnit("seconds")
                .description("since the last turn began that broke no invariant; NaN if none has")
                .register(registry);
    }

    /** To be told of each turn once, when it is over. */
    public void observe(Turn turn) {
        gauges.show(turn);
        took.record(turn.took());
        ownTime.record(turn.ownTime());
        violations.increment(turn.violations().size());
        turn.outcomes().forEach(this::count);
        if (turn.violations().isEmpty()) {
            lastGoodTurn = turn.seen().takenAt();
        }
    }

    /** To be told of each request for a token once for each thing that was said to it. */
    public void ruled(Gate.Entry entry) {
        Counter.builder("updraft.token.requests")
                .description("requests of workers for their tokens, by what was said to them")
                .tags("verdict", entry.verdict())
                .register(registry)
                .increment();
    }

    /** To be told whenever the ledger could not be written or read. */
    public void ledgerFailed() {
        ledgerFailures.increment();
    }

    /** All of them, in Prometheus' text format. */
    public String scrape() {
        return registry.scrape();
    }

    private void count(Outcome outcome) {
        Action action = outcome.action();
        String result = outcome.result().name().toLowerCase(Locale.ROOT);
        String cause = action.reason().cause().label();
        Counter.builder("updraft.actions")
                .description("what was done or tried, by why and how it went; a boot of several workers is one")
                .tags("action", TurnJson.kind(action), "cause", cause, "result", result)
                .register(registry)
                .increment();
        outcome.autopsy().ifPresent(this::count);
        if (action instanceof Action.Boot boot) {
            int workers = outcome.workerIds().isEmpty()
                    ? boot.count()
                    : outcome.workerIds().size();
            Counter.builder("updraft.boots")
                    .description("workers asked for, by cloud and how it went")
                    .tags("cloud", boot.offer().cloud(), "cause", cause, "result", result)
                    .register(registry)
                    .increment(workers);
        }
    }

    private void count(BootFault cause) {
        Counter.builder("updraft.autopsies")
                .description("workers that did not join, by why; one that is fenced twice counts twice")
                .tags("cause", cause.label())
                .register(registry)
                .increment();
    }

    private double age() {
        Instant good = lastGoodTurn;
        return good.equals(Instant.EPOCH)
                ? Double.NaN
                : Duration.between(good, clock.instant()).toMillis() / 1000.0;
    }

    /** A name without our prefix would be a mistake of ours, and stay unnoticed. */
    private static final class OursOnly implements io.micrometer.core.instrument.config.MeterFilter {
        @Override
        public Meter.Id map(Meter.Id id) {
            if (!id.getName().startsWith("updraft.")) {
                throw new IllegalArgumentException("the name of a metric must begin with updraft.: " + id.getName());
            }
            return id;
        }
    }

    MeterRegistry registry() {
        return registry;
    }
}
