package org.updraft.autoscaler.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.updraft.autoscaler.pool.Demand;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.autoscaler.pool.Terms;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.PerCloud;

/** Makes demands of what the schedds say: groups that are alike become one, whichever schedd they wait in. */
public final class Demands {

    private static final long KIB_PER_GIB = 1024L * 1024;

    /**
     * HTCondor's default RequestDisk is the size of the executable. Rounded up to a GiB, sixteen such jobs would need a
     * bigger flavor for 2 MB.
     */
    private static final long DISK_TOO_SMALL_TO_COUNT_KIB = 64 * 1024;

    private Demands() {}

    /**
     * @param groups of all schedds that answered
     * @param waitingSince from the keys of all demands, since when each has been waiting
     */
    public static List<Demand> of(
            List<JobGroup> groups, Policy policy, Function<Set<String>, Map<String, Instant>> waitingSince) {
        Map<String, List<JobGroup>> alike = new LinkedHashMap<>();
        for (JobGroup group : groups) {
            alike.computeIfAbsent(key(group), key -> new ArrayList<>()).add(group);
        }
        Map<String, Instant> since = waitingSince.apply(alike.keySet());
        List<Demand> demands = new ArrayList<>();
        alike.forEach((key, same) -> {
            JobGroup asked = same.getFirst();
            String vmType = vmType(asked, policy.defaults());
            demands.add(new Demand(
                    key,
                    asked.owner(),
                    vmType,
                    terms(asked, Optional.ofNullable(policy.vmTypes().get(vmType))),
                    shape(asked),
                    same,
                    Objects.requireNonNull(since.get(key), "no time for demand " + key)));
        });
        return List.copyOf(demands);
    }

    /**
     * What a job's workers advertise as their VMType: the job's own, else from its image's name, else the site's default,
     * else from the site's default image.
     */
    public static String vmType(JobGroup asked, Policy.Defaults defaults) {
        return asked.vm()
                .vmType()
                .or(() -> imageOf(asked.vm().image()).map(VmTypeName::fromImage))
                .or(defaults::vmType)
                .or(() -> defaults.image().map(VmTypeName::fromImage))
                .orElse("default");
    }

    /** Of an image per cloud, the one for clouds not named, else the first cloud's: one type, wherever it runs. */
    private static Optional<String> imageOf(PerCloud image) {
        return image.fallback().or(() -> image.byCloud().values().stream().findFirst());
    }

    /** Who wrote cloud-config of their own is root on the worker, so nobody else's jobs run there. */
    private static Terms terms(JobGroup asked, Optional<Policy.VmType> site) {
        Optional<String> cloudConfig = asked.vm().cloudConfig();
        return new Terms(
                cloudConfig.isEmpty() && site.filter(Policy.VmType::shared).isPresent(),
                asked.vm().maxJobs().orElse(0),
                cloudConfig.orElse(""));
    }

    private static Shape shape(JobGroup asked) {
        long disk = asked.requestDiskKiB() <= DISK_TOO_SMALL_TO_COUNT_KIB
                ? 0
                : Math.ceilDiv(asked.requestDiskKiB(), KIB_PER_GIB);
        return new Shape(
                Math.max(1, asked.requestCpus()),
                Math.max(1, asked.requestMemoryMiB()),
                (int) Math.min(disk, Integer.MAX_VALUE),
                Math.max(0, asked.requestGpus()));
    }

    /** What few jobs have, by name; so that the key of all others stays what it was. */
    private static SortedMap<String, String> rarer(JobGroup.VmAttributes vm) {
        SortedMap<String, String> rarer = new TreeMap<>();
        if (!vm.securityGroups().isEmpty()) {
            rarer.put("securityGroups", String.join(",", vm.securityGroups()));
        }
        vm.keyName().ifPresent(name -> rarer.put("keyName", name));
        vm.maxJobs().ifPresent(most -> rarer.put("maxJobs", most.toString()));
        vm.cloudConfig().ifPresent(text -> rarer.put("cloudConfig", text));
        return rarer;
    }

    /** Of everything that decides about workers, and of nothing else: not of schedd, ids or count. */
    private static String key(JobGroup group) {
        JobGroup.VmAttributes vm = group.vm();
        Fingerprint print = new Fingerprint()
                .add(group.owner())
                .add(vm.vmType())
                .add(vm.image())
                .add(vm.flavor())
                .add(vm.keepAliveMinutes().map(String::valueOf))
                .add(vm.network())
                .add(vm.targetClouds())
                .add(group.requestCpus())
                .add(group.requestMemoryMiB())
                .add(group.requestDiskKiB())
                .add(group.requestGpus())
                .add(group.priority())
                .add(group.multiNode() ? 1 : 0)
                .add(group.refusesRetirement() ? 1 : 0);
        rarer(vm).forEach((name, value) -> print.add(name).add(value));
        group.malformed().forEach(bad -> print.add(bad.attribute()).add(bad.value()));
        return print.hex(12);
    }
}
