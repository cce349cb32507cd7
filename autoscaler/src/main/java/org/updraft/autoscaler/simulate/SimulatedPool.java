package org.updraft.autoscaler.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.updraft.htcondor.JobGroup;

/**
 * The schedds' queues, a collector, a negotiator and the workers' machines. Nothing happens but in {@link #advance} and when
 * a server of a cloud model starts, stops or goes. Jobs that lose their machine are counted as killed and wait again.
 */
public final class SimulatedPool {

    public static final String SCHEDD = "batch";

    /** By which the simulated collector is known: of the right shape, and nobody's. */
    public static final String CA = "-----BEGIN CERTIFICATE-----\nc2ltdWxhdGVk\n-----END CERTIFICATE-----\n";

    private static final Duration NEGOTIATION = Duration.ofSeconds(60);

    private final InstantSource clock;
    private final SimulatedQueue queue;
    private final SimulatedMachines machines;
    private final SimulatedRequests requests = new SimulatedRequests();
    private final SimulatedCollector collector;
    private Instant nextNegotiation;

    /** @param addressOf of a server that has just started, by its uuid: where the collector sees its questions come from */
    public SimulatedPool(InstantSource clock, long seed, Function<String, Optional<String>> addressOf) {
        this(clock, seed, addressOf, List.of(SCHEDD));
    }

    public SimulatedPool(
            InstantSource clock, long seed, Function<String, Optional<String>> addressOf, List<String> schedds) {
        this.clock = clock;
        this.nextNegotiation = clock.instant();
        this.queue = new SimulatedQueue(clock, schedds);
        this.machines = new SimulatedMachines(clock, new SplittableRandom(seed), addressOf, requests, queue);
        this.collector = new SimulatedCollector(clock, machines, requests);
    }

    public SimulatedQueue queue() {
        return queue;
    }

    public SimulatedCollector collector() {
        return collector;
    }

    /** To be told of every cloud model's servers. */
    public SimulatedMachines machines() {
        return machines;
    }

    /** Queues alike jobs under one cluster, and returns its number. */
    public int submit(JobGroup asked, int count, Duration runtime) {
        return queue.submit(asked, count, runtime);
    }

    /** The same, of jobs that all end with exit code 1. */
    public int submitFailing(JobGroup asked, int count, Duration runtime) {
        int cluster = submit(asked, count, runtime);
        queue.fail(cluster);
        return cluster;
    }

    public SimulatedQueue.Counts counts() {
        return queue.counts();
    }

    /** Lets everything happen that is due by now. */
    public void advance() {
        Instant now = clock.instant();
        requests.expire(now);
        machines.advance();
        if (!nextNegotiation.isAfter(now)) {
            negotiate(now);
            nextNegotiation = now.plus(NEGOTIATION);
        }
    }

    /** Each job in its turn gets the first machine that takes it. */
    private void negotiate(Instant now) {
        for (SimulatedJob job : queue.idle()) {
            machines.all().stream()
                    .filter(machine -> wants(job, machine) && machine.takes(job.asked))
                    .findFirst()
                    .ifPresent(machine -> {
                        queue.start(job, machine, now);
                        machine.jobs.add(job);
                        machine.jobStarts++;
                        machine.changedAt(now);
                    });
        }
    }

    /** What its Requirements say: a worker of its VMType, or, where it names none, of its image. */
    private static boolean wants(SimulatedJob job, SimulatedMachine machine) {
        return job.asked
                .vm()
                .vmType()
                .or(() -> job.asked.vm().image().fallback())
                .filter(machine.config.vmType()::equals)
                .isPresent();
    }
}
