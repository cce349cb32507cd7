package org.updraft.autoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.updraft.autoscaler.plan.CloudFixture.C4;
import static org.updraft.autoscaler.plan.CloudFixture.cloud;
import static org.updraft.autoscaler.plan.CloudFixture.image;
import static org.updraft.autoscaler.plan.DemandFixture.jobs;
import static org.updraft.autoscaler.plan.PolicyFixture.defaults;
import static org.updraft.autoscaler.plan.PolicyFixture.policy;
import static org.updraft.autoscaler.plan.PoolFixture.bare;
import static org.updraft.autoscaler.plan.PoolFixture.minutes;
import static org.updraft.autoscaler.plan.PoolFixture.pool;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.updraft.htcondor.PerCloud;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.Image;
import org.updraft.openstack.Network;

class OffersTest {

    @Nested
    class Images {

        @Test
        void areFoundByNameOrUuid() {
            assertThat(offered(jobs(1).image("proj:image"))).containsExactly("west i1 c4");
            assertThat(offered(jobs(1).image("i1"))).containsExactly("west i1 c4");
            assertThat(refused(jobs(1).image("nope"))).isEqualTo("UNKNOWN_IMAGE west has no image \"nope\"");
        }

        @Test
        void ofOurOwnProjectGoFirstWhereANameIsAmbiguousAndTheUserIsTold() {
            var pool = bare().cloud(cloud("west")
                    .images(
                            new Image("a", "x", "stranger", "shared", 0, 0, 1),
                            new Image("b", "x", "operator", "public", 0, 0, 1),
                            new Image("d", "x", "our-project", "private", 0, 0, 1),
                            new Image("c", "x", "our-project", "private", 0, 0, 1)));

            assertThat(offered(pool, jobs(1).image("x"))).containsExactly("west c c4");
            assertThat(PlanText.plan(pool.demand(jobs(1).image("x")), policy())
                            .actions()
                            .getFirst()
                            .reason()
                            .detail())
                    .endsWith("; 4 images of west have this name, c is taken");
        }

        @Test
        void thatStrangersShareWithUsNeverStandInForThePublishedOne() {
            var pool = bare().cloud(cloud("west")
                    .images(
                            new Image("a1", "debian-12", "stranger", "private", 0, 0, 1),
                            new Image("a2", "debian-12", "stranger", "community", 0, 0, 1),
                            new Image("a3", "debian-12", "stranger", "shared", 0, 0, 1),
                            new Image("b", "debian-12", "operator", "public", 0, 0, 1),
                            new Image("c", "debian-12", "operator", "public", 0, 0, 1)));

            assertThat(offered(pool, jobs(1).image("debian-12"))).containsExactly("west b c4");
        }

        @Test
        void areToldApartToTheUserAlreadyWhenThereAreTwo() {
            var pool = pool().cloud(cloud("west").images(image("i1", "proj:image"), image("i2", "proj:image")));

            assertThat(new Offers(policy().is(), pool.seen())
                            .of(jobs(1).demand())
                            .candidates())
                    .extracting(Offers.Candidate::note)
                    .containsExactly("2 images of west have this name, i1 is taken");
        }

        @Test
        void mayFillTheirFlavorToTheLastByte() {
            var exact = new Image("i1", "proj:image", "our-project", "private", 44, 8192, 44L * 1024 * 1024 * 1024);

            assertThat(offered(bare().cloud(cloud("west").images(exact)), jobs(1)))
                    .containsExactly("west i1 c4");
        }

        @Test
        void cannotTakeAnothersUuidForAName() {
            var pool = bare().cloud(cloud("west")
                    .images(image("uuid-1", "good"), new Image("a", "uuid-1", "our-project", "private", 0, 0, 1)));

            assertThat(offered(pool, jobs(1).image("uuid-1"))).containsExactly("west uuid-1 c4");
        }

        @Test
        void mayDifferByCloudOrAliasWithADefault() {
            var pool = pool().cloud(cloud("west").images(image("w", "on-west"), image("d", "other")))
                    .cloud(cloud("east").images(image("e", "on-east"), image("d", "other")));
            var byCloud = PerCloud.of(Map.of("west", "on-west", "default", "other"));
            var byAlias = PerCloud.of(Map.of("right", "on-east", "west", "on-west"));
            var onlyWest = PerCloud.of(Map.of("west", "on-west"));

            assertThat(offered(pool, jobs(1).image(byCloud))).containsExactly("east d c4", "west w c4");
            assertThat(offered(pool, policy().alias("right", "east"), jobs(1).image(byAlias)))
                    .containsExactly("east e c4", "west w c4");
            assertThat(offered(pool, jobs(1).image(onlyWest))).containsExactly("west w c4");
        }

        @Test
        void comeFromTheVmTypeThenFromTheSitesDefault() {
            var pool = pool().cloud(cloud("west").images(image("t", "typed"), image("d", "default")));
            var site = policy().vmType("proj:image", "typed", null, null).defaultsAre(defaults("default", null, null));
            var unnamed = jobs(1).image(PerCloud.NONE);

            assertThat(offered(pool, site, unnamed)).containsExactly("west t c4");
            assertThat(offered(pool, site, unnamed.vmType("free"))).containsExactly("west d c4");
            assertThat(refused(pool, policy(), unnamed.targets("west")))
                    .isEqualTo("NO_IMAGE no image is named for west");
        }

        @Test
        void areGivenARootDiskAndMemoryThatHoldThem() {
            var big = new Image("big", "big", "our-project", "private", 80, 0, 1);
            var fat = new Image("fat", "fat", "our-project", "private", 0, 0, 50L * 1024 * 1024 * 1024);
            var greedy = new Image("greedy", "greedy", "our-project", "private", 0, 10_000, 1);
            var pool = bare().cloud(cloud("west").images(big, fat, greedy));

            assertThat(offered(pool, jobs(1).image("big"))).containsExactly("west big c8");
            assertThat(offered(pool, jobs(1).image("fat"))).containsExactly("west fat c8");
            assertThat(offered(pool, jobs(1).image("greedy"))).containsExactly("west greedy c8");
            assertThat(refused(pool, policy(), jobs(1).image("big").flavor("c4").targets("west")))
                    .isEqualTo(
                            "NO_FLAVOR_FITS a job needs 4 CPUs, 4000 MiB, 10 GiB disk, its image 0 MiB and 80 GiB disk;"
                                    + " c4 of west leaves jobs 4 CPUs, 7783 MiB, 40 GiB disk");
        }
    }

    @Nested
    class Flavors {

        @Test
        void areTakenAsNamedOrNotAtAll() {
            assertThat(offered(jobs(1).flavor("c8"))).containsExactly("west i1 c8");
            assertThat(offered(jobs(1).flavor("f8"))).containsExactly("west i1 c8");
            assertThat(refused(jobs(1).flavor("c9"))).isEqualTo("UNKNOWN_FLAVOR west has no flavor \"c9\"");
            assertThat(refused(jobs(1).flavor("c1"))).startsWith("NO_FLAVOR_FITS a job needs 4 CPUs");
        }

        @Test
        void comeFromTheVmTypeThenFromTheDefaultIfTheJobFits() {
            var site = policy().vmType("typed", null, "c8", null).defaultsAre(defaults(null, "c4", null));

            assertThat(offered(pool(), site, jobs(1).vmType("typed"))).containsExactly("west i1 c8");
            assertThat(offered(pool(), site, jobs(1).cpus(1))).containsExactly("west i1 c4");
            assertThat(offered(pool(), site, jobs(1).cpus(5))).containsExactly("west i1 c8");
        }

        @Test
        void withGpusOrWithoutARootDiskAreTakenLast() {
            var noDisk = new Flavor("a", "a", 4, 8192, 0, 40, 0, Map.of());
            var gpu = new Flavor("b", "b", 4, 8192, 44, 0, 1, Map.of());

            assertThat(offered(bare().cloud(cloud("west").flavors(noDisk, gpu, C4)), jobs(1)))
                    .containsExactly("west i1 c4");
            assertThat(offered(bare().cloud(cloud("west").flavors(noDisk, gpu)), jobs(1)))
                    .containsExactly("west i1 a");
        }

        @Test
        void thatDifferInDiskOnlyAreTakenByTheSmallerDisk() {
            var more = new Flavor("a", "a", 4, 8192, 44, 100, 0, Map.of());
            var less = new Flavor("b", "b", 4, 8192, 50, 0, 0, Map.of());

            assertThat(offered(bare().cloud(cloud("west").flavors(more, less)), jobs(1)))
                    .containsExactly("west i1 b");
        }

        @Test
        void thatFitNobodySayWhatTheBiggestLeaves() {
            assertThat(refused(jobs(1).cpus(64)))
                    .isEqualTo("NO_FLAVOR_FITS a job needs 64 CPUs, 64000 MiB, 64 GiB disk;"
                            + " c8 of west leaves jobs 8 CPUs, 15565 MiB, 80 GiB disk");
        }
    }

    @Nested
    class NetworksAndClouds {

        @Test
        void networksAreFoundByNameOrIdOwnOnesFirst() {
            var pool = bare().cloud(cloud("west")
                    .networks(
                            new Network("n1", "net", true, false),
                            new Network("n2", "net", false, false),
                            new Network("n3", "batch-net", false, false)));

            assertThat(networkOf(pool, policy(), jobs(1))).containsExactly("n3");
            assertThat(networkOf(pool, policy(), jobs(1).network("net"))).containsExactly("n2");
            assertThat(networkOf(pool, policy(), jobs(1).network("n1"))).containsExactly("n1");
            assertThat(networkOf(pool, policy().vmType("proj:image", null, null, "n1"), jobs(1)))
                    .containsExactly("n1");
            assertThat(networkOf(pool, policy().cloud("west", List.of(), 9, 999, 999, 9), jobs(1)))
                    .isEmpty();
            assertThat(refused(pool, policy(), jobs(1).network("nope").targets("west")))
                    .isEqualTo("UNKNOWN_NETWORK west has no network \"nope\"");
        }

        @Test
        void targetsMayBeAliasesAndUnknownOnesArePassedOver() {
            var pool = pool().cloud(cloud("east"));
            var site = policy().alias("both", "west", "east").alias("right", "east");

            assertThat(offered(pool, site, jobs(1).targets("both"))).hasSize(2);
            assertThat(offered(pool, site, jobs(1).targets("right", "moon"))).containsExactly("east i1 c4");
            assertThat(refused(pool, site, jobs(1).targets("moon")))
                    .isEqualTo("UNKNOWN_CLOUD \"moon\"; there are east, west");
        }

        @Test
        void aCloudThatDoesNotAnswerIsSaidToBeBlind() {
            assertThat(refused(pool(), policy(), jobs(1).targets("east")))
                    .isEqualTo("CLOUD_BLIND east does not answer");
        }

        @Test
        void aCloudThatIsOffOrAskedUsToWaitIsPassedOver() {
            assertThat(refused(bare().cloud(cloud("west").off()), policy(), jobs(1).targets("west")))
                    .isEqualTo("CLOUD_DISABLED west is switched off");
            assertThat(refused(
                            bare().cloud(cloud("west")).limited("west", minutes(1)), policy(), jobs(1).targets("west")))
                    .isEqualTo(
                            "BACKOFF west: the cloud told us to boot less; tried again in 60 s; its words: \"slow down\"");
        }

        @Test
        void theCloudThatCameNearestSaysWhy() {
            var pool = pool().cloud(cloud("east").off());

            assertThat(refused(pool, policy(), jobs(1).flavor(PerCloud.of(Map.of("west", "nope")))))
                    .isEqualTo("CLOUD_DISABLED east is switched off; west has no flavor \"nope\"");
        }
    }

    @Nested
    class JobsThatWorkersRefuse {

        @Test
        void areNeverBootedForAndTakeNoRoom() {
            var room = pool().worker(WorkerFixture.worker("w1"));

            assertThat(PlanText.unmet(room.demand(
                            jobs(1).key("a").multiNode(),
                            jobs(1).key("b").refusesRetirement(),
                            jobs(1).key("c").malformed("VMKeepAlive", "6x"))))
                    .containsExactly(
                            "1 of a: multi-node-not-yet", "1 of b: refuses-retirement", "1 of c: malformed-attribute");
            assertThat(PlanText.actions(room)).isEmpty();
        }

        @Test
        void areToldWhatToWriteInsteadWithTheirOwnWordsMadeHarmless() {
            var plan = PlanText.plan(pool().demand(jobs(1).malformed("VMKeepAlive", "6\n\u001b[31m\"x")), policy());

            assertThat(plan.unmet().getFirst().reason().detail())
                    .isEqualTo("VMKeepAlive = \"6??[31m'x\": write minutes, such as 60");
        }
    }

    private static List<String> offered(DemandFixture demand) {
        return offered(pool(), demand);
    }

    private static List<String> offered(PoolFixture pool, DemandFixture demand) {
        return offered(pool, policy(), demand);
    }

    private static List<String> offered(PoolFixture pool, PolicyFixture policy, DemandFixture demand) {
        return new Offers(policy.is(), pool.seen())
                .of(demand.demand()).candidates().stream()
                        .map(Offers.Candidate::offer)
                        .map(offer -> offer.cloud() + " " + offer.image().id() + " "
                                + offer.flavor().name())
                        .toList();
    }

    private static List<String> networkOf(PoolFixture pool, PolicyFixture policy, DemandFixture demand) {
        return new Offers(policy.is(), pool.seen())
                .of(demand.targets("west").demand())
                .candidates()
                .getFirst()
                .offer()
                .networkIds();
    }

    private static String refused(DemandFixture demand) {
        return refused(pool(), policy(), demand.targets("west"));
    }

    private static String refused(PoolFixture pool, PolicyFixture policy, DemandFixture demand) {
        Offers.Offered offered = new Offers(policy.is(), pool.seen()).of(demand.demand());
        assertThat(offered.candidates()).isEmpty();
        Reason reason = offered.obstacle().orElseThrow();
        return reason.cause() + " " + reason.detail();
    }
}
