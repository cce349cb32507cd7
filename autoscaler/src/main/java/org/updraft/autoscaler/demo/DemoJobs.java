package org.updraft.autoscaler.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.updraft.autoscaler.simulate.SimulatedPool;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.PerCloud;

/** The demo's story: three astronomers submit in waves, each for images and sizes of their own. */
final class DemoJobs {

    private static final List<Kind> KINDS = List.of(
            new Kind("ada", "survey", "debian-12-condor", 1, 3_500, 8),
            new Kind("ada", "survey", "debian-12-condor", 1, 3_500, 14),
            new Kind("bo", "cubes", "astro-pipeline", 4, 14_000, 20),
            new Kind("cleo", "stacks", "almalinux-9-condor", 2, 6_000, 12));

    private final List<Wave> waves = new ArrayList<>();

    /** One kind of job. */
    private record Kind(String owner, String vmType, String image, int cpus, int memoryMiB, int minutes) {}

    private record Wave(Instant at, Kind kind, int count, Duration runtime) {}

    DemoJobs(int jobs, Instant start, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int left = jobs;
        Instant at = start;
        while (left > 0) {
            Kind kind = KINDS.get(random.nextInt(KINDS.size()));
            int count = Math.min(left, 1 + random.nextInt(Math.max(2, jobs / 6)));
            Duration runtime = Duration.ofMinutes(kind.minutes()).plusSeconds(random.nextInt(300));
            waves.add(new Wave(at, kind, count, runtime));
            left -= count;
            at = at.plusSeconds(60L + random.nextInt(240));
        }
        waves.sort(Comparator.comparing(Wave::at));
    }

    /** Submits what is due. */
    void submitDue(Instant now, SimulatedPool pool) {
        while (!waves.isEmpty() && !waves.getFirst().at().isAfter(now)) {
            Wave wave = waves.removeFirst();
            pool.submit(group(wave.kind()), wave.count(), wave.runtime());
        }
    }

    boolean allSubmitted() {
        return waves.isEmpty();
    }

    private static JobGroup group(Kind kind) {
        return new JobGroup(
                SimulatedPool.SCHEDD,
                kind.owner(),
                new JobGroup.VmAttributes(
                        Optional.of(kind.vmType()),
                        PerCloud.plain(kind.image()),
                        PerCloud.NONE,
                        Optional.of(5),
                        Optional.empty(),
                        List.of()),
                kind.cpus(),
                kind.memoryMiB(),
                4L * 1024 * 1024,
                0,
                0,
                false,
                false,
                1,
                new JobId(0, 0),
                new JobId(0, 0),
                List.of());
    }
}
