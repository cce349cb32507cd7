package org.updraft.autoscaler.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.updraft.autoscaler.pool.Demand;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.autoscaler.pool.Terms;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.PerCloud;

/** Waiting jobs of a {@link PoolFixture}: of alice, for proj:image, a whole c4 each unless said otherwise, new. */
final class DemandFixture {

    private final int count;
    private String key = "jobs";
    private String owner = "alice";
    private String vmType = "proj:image";
    private PerCloud image = PerCloud.plain("proj:image");
    private PerCloud flavor = PerCloud.NONE;
    private Optional<Integer> keepAlive = Optional.empty();
    private Optional<String> network = Optional.empty();
    private List<String> targets = List.of();
    private Shape shape = new Shape(4, 4000, 10, 0);
    private boolean shared;
    private List<String> securityGroups = List.of();
    private Optional<String> keyName = Optional.empty();
    private Optional<Integer> maxJobs = Optional.empty();
    private Optional<String> cloudConfig = Optional.empty();
    private int priority;
    private boolean multiNode;
    private boolean refusesRetirement;
    private List<JobGroup.Malformed> malformed = List.of();
    private Duration age = Duration.ofSeconds(30);

    private DemandFixture(int count) {
        this.count = count;
    }

    static DemandFixture jobs(int count) {
        return new DemandFixture(count);
    }

    DemandFixture key(String name) {
        key = name;
        return this;
    }

    DemandFixture of(String user) {
        owner = user;
        return key(user);
    }

    DemandFixture vmType(String name) {
        vmType = name;
        return this;
    }

    DemandFixture image(PerCloud nameOrId) {
        image = nameOrId;
        return this;
    }

    DemandFixture image(String nameOrId) {
        return image(PerCloud.plain(nameOrId));
    }

    DemandFixture flavor(PerCloud nameOrId) {
        flavor = nameOrId;
        return this;
    }

    DemandFixture flavor(String nameOrId) {
        return flavor(PerCloud.plain(nameOrId));
    }

    DemandFixture keepAlive(int minutes) {
        keepAlive = Optional.of(minutes);
        return this;
    }

    DemandFixture network(String nameOrId) {
        network = Optional.of(nameOrId);
        return this;
    }

    DemandFixture targets(String... clouds) {
        targets = List.of(clouds);
        return this;
    }

    DemandFixture cpus(int cpus) {
        return shape(cpus, cpus * 1000, cpus);
    }

    DemandFixture shape(int cpus, int memoryMiB, int diskGiB) {
        shape = new Shape(cpus, memoryMiB, diskGiB, shape.gpus());
        return this;
    }

    DemandFixture shared() {
        shared = true;
        return this;
    }

    DemandFixture maxJobs(int jobs) {
        maxJobs = Optional.of(jobs);
        return this;
    }

    DemandFixture cloudConfig(String text) {
        cloudConfig = Optional.of(text);
        return this;
    }

    DemandFixture securityGroups(String... namesOrIds) {
        securityGroups = List.of(namesOrIds);
        return this;
    }

    DemandFixture keyName(String name) {
        keyName = Optional.of(name);
        return this;
    }

    DemandFixture gpus(int gpus) {
        shape = new Shape(1, 1000, 1, gpus);
        return this;
    }

    DemandFixture priority(int higherFirst) {
        priority = higherFirst;
        return this;
    }

    DemandFixture multiNode() {
        multiNode = true;
        return this;
    }

    DemandFixture refusesRetirement() {
        refusesRetirement = true;
        return this;
    }

    DemandFixture malformed(String attribute, String value) {
        malformed = List.of(new JobGroup.Malformed(attribute, value, "write minutes, such as 60"));
        return this;
    }

    DemandFixture waitingFor(Duration time) {
        age = time;
        return this;
    }

    JobGroup group() {
        return new JobGroup(
                "batch",
                owner,
                new JobGroup.VmAttributes(
                        Optional.of(vmType),
                        image,
                        flavor,
                        keepAlive,
                        network,
                        targets,
                        securityGroups,
                        keyName,
                        maxJobs,
                        cloudConfig),
                shape.cpus(),
                shape.memoryMiB(),
                shape.diskGiB() * 1024L * 1024,
                shape.gpus(),
                priority,
                multiNode,
                refusesRetirement,
                count,
                new JobId(1, 0),
                new JobId(1, Math.max(0, count - 1)),
                malformed);
    }

    Demand demand() {
        Terms terms = new Terms(shared, maxJobs.orElse(0), cloudConfig.orElse(""));
        return new Demand(key, owner, vmType, terms, shape, List.of(group()), PoolFixture.NOW.minus(age));
    }
}
