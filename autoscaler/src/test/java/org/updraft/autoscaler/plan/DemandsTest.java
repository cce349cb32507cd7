package org.updraft.autoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.updraft.autoscaler.plan.PolicyFixture.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.pool.Demand;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.PerCloud;

class DemandsTest {

    private static final Instant THEN = Instant.parse("2026-11-22T11:00:00Z");

    @Test
    void groupsThatAreAlikeBecomeOneDemandWhicheverScheddTheyWaitIn() {
        JobGroup here = new Group().group();
        JobGroup there = new Group().schedd("other").count(5).first(900).group();

        assertThat(demands(here, there)).singleElement().satisfies(demand -> {
            assertThat(demand.count()).isEqualTo(7);
            assertThat(demand.groups()).containsExactly(here, there);
            assertThat(demand.since()).isEqualTo(THEN);
        });
    }

    @Test
    void everythingThatDecidesAboutWorkersMakesAnotherDemand() {
        List<JobGroup> different = List.of(
                new Group().group(),
                new Group().owner("bob").group(),
                new Group().vmType(Optional.of("b")).group(),
                new Group().vmType(Optional.empty()).group(),
                new Group().image(PerCloud.plain("b")).group(),
                new Group().image(PerCloud.of(Map.of("west", "img"))).group(),
                new Group()
                        .image(PerCloud.of(Map.of("west", "img", "default", "img")))
                        .group(),
                new Group().flavor(PerCloud.plain("img")).group(),
                new Group().keepAlive(5).group(),
                new Group().network("n").group(),
                new Group().targets(List.of("west")).group(),
                new Group().targets(List.of("we", "st")).group(),
                new Group().cpus(2).group(),
                new Group().memory(2).group(),
                new Group().disk(2).group(),
                new Group().gpus(2).group(),
                new Group().priority(2).group(),
                new Group().multiNode().group(),
                new Group().refusesRetirement().group(),
                new Group().malformed("6x").group(),
                new Group().malformed("7x").group());

        assertThat(demands(different.toArray(JobGroup[]::new))).hasSize(different.size());
    }

    @Test
    void keysAreShortPlainAndTheSameInEveryTurn() {
        String key =
                demands(new Group().owner("../\"$(rm)\n").group()).getFirst().key();

        assertThat(key).matches("[0-9a-f]{12}");
        assertThat(demands(new Group().owner("../\"$(rm)\n").count(99).group())
                        .getFirst()
                        .key())
                .isEqualTo(key);
        assertThat(demands(new Group().group()).getFirst().key()).isEqualTo("fd847392121b");
    }

    @Test
    void asksOnceForTheTimesOfAllKeysTogether() {
        List<Set<String>> asked = new ArrayList<>();
        Demands.of(List.of(new Group().group(), new Group().cpus(2).group()), policy().is(), keys -> {
            asked.add(new HashSet<>(keys));
            return times(keys);
        });

        assertThat(asked).singleElement().satisfies(keys -> assertThat(keys).hasSize(2));
    }

    @Test
    void diskIsRoundedUpButForWhatIsTooSmallToCount() {
        assertThat(shapeOf(new Group().disk(64 * 1024))).isEqualTo(new Shape(1, 1000, 0, 0));
        assertThat(shapeOf(new Group().disk(64 * 1024 + 1))).isEqualTo(new Shape(1, 1000, 1, 0));
        assertThat(shapeOf(new Group().disk(1024 * 1024))).isEqualTo(new Shape(1, 1000, 1, 0));
        assertThat(shapeOf(new Group().disk(1024 * 1024 + 1))).isEqualTo(new Shape(1, 1000, 2, 0));
        assertThat(shapeOf(new Group().disk(Long.MAX_VALUE))).isEqualTo(new Shape(1, 1000, Integer.MAX_VALUE, 0));
    }

    @Test
    void nobodyGetsAShareOfAWorkerForNothing() {
        assertThat(shapeOf(new Group().cpus(0).memory(-5).gpus(-1))).isEqualTo(new Shape(1, 1, 0, 0));
    }

    @Test
    void vmTypeIsTheJobsOwnThenTheImagesThenTheSites() {
        var untyped = new Group().vmType(Optional.empty());
        var bare = new Group().vmType(Optional.empty()).image(PerCloud.NONE);
        var byCloud = new Group().vmType(Optional.empty()).image(PerCloud.of(Map.of("west", "w", "east", "e")));

        assertThat(vmTypeOf(new Group(), null, "d")).isEqualTo("proj:image");
        assertThat(vmTypeOf(untyped, "site", "d")).isEqualTo("img");
        assertThat(vmTypeOf(byCloud, "site", "d")).isEqualTo("e");
        assertThat(vmTypeOf(bare, "site", "d")).isEqualTo("site");
        assertThat(vmTypeOf(bare, null, "d")).isEqualTo("d");
        assertThat(vmTypeOf(bare, null, null)).isEqualTo("default");
    }

    @Test
    void aTypeNamedAfterAnImageIsPlainAndNeverThatOfAnotherImage() {
        assertThat(VmTypeName.fromImage("Debian-12.5_x86")).isEqualTo("Debian-12.5_x86");
        assertThat(VmTypeName.fromImage("my image"))
                .startsWith("my-image-")
                .isNotEqualTo(VmTypeName.fromImage("my-image"))
                .isNotEqualTo(VmTypeName.fromImage("my$image"));
        assertThat(VmTypeName.fromImage("\"; rm -rf / #\n" + "x".repeat(10_000)))
                .matches("[A-Za-z0-9._:+-]{64}");
    }

    private static List<Demand> demands(JobGroup... groups) {
        return Demands.of(List.of(groups), policy().is(), DemandsTest::times);
    }

    private static Map<String, Instant> times(Set<String> keys) {
        Map<String, Instant> times = new HashMap<>();
        keys.forEach(key -> times.put(key, THEN));
        return times;
    }

    private static Shape shapeOf(Group group) {
        return demands(group.group()).getFirst().shape();
    }

    private static String vmTypeOf(Group group, String siteVmType, String siteImage) {
        var site = new Policy.Defaults(
                Optional.ofNullable(siteVmType),
                Optional.ofNullable(siteImage),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO);
        return Demands.of(List.of(group.group()), policy().defaultsAre(site).is(), DemandsTest::times)
                .getFirst()
                .vmType();
    }

    /** A job group as a schedd tells it. */
    private static final class Group {
        private String schedd = "batch";
        private String owner = "alice";
        private Optional<String> vmType = Optional.of("proj:image");
        private PerCloud image = PerCloud.plain("img");
        private PerCloud flavor = PerCloud.NONE;
        private Optional<Integer> keepAlive = Optional.empty();
        private Optional<String> network = Optional.empty();
        private List<String> targets = List.of();
        private int cpus = 1;
        private int memory = 1000;
        private long disk = 20;
        private int gpus;
        private int priority;
        private boolean multiNode;
        private boolean refusesRetirement;
        private int count = 2;
        private int first = 1;
        private List<JobGroup.Malformed> malformed = List.of();

        Group schedd(String name) {
            schedd = name;
            return this;
        }

        Group owner(String name) {
            owner = name;
            return this;
        }

        Group vmType(Optional<String> name) {
            vmType = name;
            return this;
        }

        Group image(PerCloud value) {
            image = value;
            return this;
        }

        Group flavor(PerCloud value) {
            flavor = value;
            return this;
        }

        Group keepAlive(int minutes) {
            keepAlive = Optional.of(minutes);
            return this;
        }

        Group network(String name) {
            network = Optional.of(name);
            return this;
        }

        Group targets(List<String> clouds) {
            targets = clouds;
            return this;
        }

        Group cpus(int value) {
            cpus = value;
            return this;
        }

        Group memory(int value) {
            memory = value;
            return this;
        }

        Group disk(long kib) {
            disk = kib;
            return this;
        }

        Group gpus(int value) {
            gpus = value;
            return this;
        }

        Group priority(int value) {
            priority = value;
            return this;
        }

        Group multiNode() {
            multiNode = true;
            return this;
        }

        Group refusesRetirement() {
            refusesRetirement = true;
            return this;
        }

        Group count(int value) {
            count = value;
            return this;
        }

        Group first(int cluster) {
            first = cluster;
            return this;
        }

        Group malformed(String value) {
            malformed = List.of(new JobGroup.Malformed("VMKeepAlive", value, "write minutes"));
            return this;
        }

        JobGroup group() {
            return new JobGroup(
                    schedd,
                    owner,
                    new JobGroup.VmAttributes(vmType, image, flavor, keepAlive, network, targets),
                    cpus,
                    memory,
                    disk,
                    gpus,
                    priority,
                    multiNode,
                    refusesRetirement,
                    count,
                    new JobId(first, 0),
                    new JobId(first, count - 1),
                    malformed);
        }
    }
}
