package org.updraft.autoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.updraft.autoscaler.plan.CloudFixture.cloud;
import static org.updraft.autoscaler.plan.DemandFixture.jobs;
import static org.updraft.autoscaler.plan.PolicyFixture.policy;
import static org.updraft.autoscaler.plan.PoolFixture.pool;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.pool.CloudConfigFault;
import org.updraft.autoscaler.pool.Terms;
import org.updraft.openstack.SecurityGroup;

/** What jobs choose or bring besides image, flavor and network. */
class ChosenTest {

    private static final String CONFIG = "spool:" + "ab".repeat(32);

    private final PoolFixture pool = pool().cloud(cloud("west")
            .securityGroups(
                    new SecurityGroup("g1", "web"),
                    new SecurityGroup("g3", "two"),
                    new SecurityGroup("g2", "two"),
                    new SecurityGroup("g4", "secret"))
            .keys("ops", "alice"));

    @Test
    void securityGroupsAreTakenByNameOrIdAndBootedById() {
        var site = policy().securityGroupsAllowed("web", "two");

        assertThat(booted(site, jobs(1).securityGroups("web")).securityGroups()).containsExactly("g1");
        assertThat(booted(site, jobs(1).securityGroups("g1", "web")).securityGroups())
                .containsExactly("g1");
        assertThat(booted(site, jobs(1).securityGroups("two", "web")).securityGroups())
                .containsExactly("g2", "g1");
        assertThat(booted(site, jobs(1)).securityGroups()).isEmpty();
    }

    @Test
    void aGroupThatTheSiteAllowsByItsIdMayBeChosenByItsName() {
        assertThat(booted(policy().securityGroupsAllowed("g1"), jobs(1).securityGroups("web"))
                        .securityGroups())
                .containsExactly("g1");
    }

    @Test
    void aGroupThatIsNotAllowedIsRefusedWhetherItExistsOrNot() {
        var site = policy().securityGroupsAllowed("web", "batch");

        for (String name : Arrays.asList("secret", "g4", "nowhere")) {
            assertThat(refused(site, jobs(1).securityGroups("web", name)))
                    .isEqualTo("SECURITY_GROUP_NOT_ALLOWED west does not let jobs choose \"" + name
                            + "\"; it lets them choose web, batch");
        }
        assertThat(refused(policy(), jobs(1).securityGroups("web")))
                .isEqualTo(
                        "SECURITY_GROUP_NOT_ALLOWED west does not let jobs choose \"web\"; it lets them choose none");
    }

    @Test
    void aGroupThatIsAllowedAndNotThereIsUnknown() {
        assertThat(refused(policy().securityGroupsAllowed("batch"), jobs(1).securityGroups("batch")))
                .isEqualTo("UNKNOWN_SECURITY_GROUP west has no security group \"batch\"");
    }

    @Test
    void aKeyPairMustExist() {
        assertThat(booted(policy(), jobs(1).keyName("alice")).keyName()).contains("alice");
        assertThat(booted(policy(), jobs(1)).keyName()).isEmpty();
        assertThat(refused(policy(), jobs(1).keyName("bob"))).isEqualTo("UNKNOWN_KEY west has no key pair \"bob\"");
    }

    @Test
    void whatAUserAddsProvesItselfApartFromWhatOthersBoot() {
        var site = policy().securityGroupsAllowed("web", "two");
        String plain = booted(site, jobs(1)).combination().templateHash();
        String config = booted(site, jobs(1).cloudConfig(CONFIG)).combination().templateHash();
        String web = booted(site, jobs(1).securityGroups("web")).combination().templateHash();

        assertThat(plain).isEqualTo(PolicyFixture.TEMPLATE);
        assertThat(config).startsWith(plain + "-").isNotEqualTo(web);
        assertThat(booted(site, jobs(1).cloudConfig(CONFIG).of("bob"))
                        .combination()
                        .templateHash())
                .isEqualTo(config);
        // 3 of 9: the plain ones are proven, these are not
        assertThat(PlanText.actions(pool().demand(jobs(9).cloudConfig(CONFIG))))
                .containsExactly("boot 3 x c4 on west for jobs: jobs-wait");
    }

    @Test
    void cloudConfigThatCannotBeUsedBootsNothingAndOthersAreServed() {
        var some = pool().cloudConfigFault("jobs", CloudConfigFault.Kind.MISSING, "alice has not handed it over")
                .demand(jobs(2).cloudConfig(CONFIG), jobs(1).of("bob").cloudConfig(CONFIG));

        assertThat(PlanText.actions(some)).containsExactly("boot 1 x c4 on west for bob: jobs-wait");
        assertThat(PlanText.unmet(some)).containsExactly("1 of bob: covered", "2 of jobs: cloud-config-missing");
        assertThat(PlanText.plan(some, policy()).unmet().getLast().reason().detail())
                .isEqualTo("alice has not handed it over");
    }

    @Test
    void workersThatHaveItServeItsJobsOnWithoutIt() {
        var with = pool().worker(WorkerFixture.worker("w1").terms(new Terms(false, 0, CONFIG), Integer.MAX_VALUE))
                .cloudConfigFault("jobs", CloudConfigFault.Kind.DAMAGED, "changed")
                .demand(jobs(2).cloudConfig(CONFIG));

        assertThat(PlanText.actions(with)).isEmpty();
        assertThat(PlanText.unmet(with)).containsExactly("1 of jobs: covered", "1 of jobs: cloud-config-damaged");
    }

    private Offer booted(PolicyFixture site, DemandFixture demand) {
        return new Offers(site.is(), pool.seen())
                .of(demand.targets("west").demand())
                .candidates()
                .getFirst()
                .offer();
    }

    private String refused(PolicyFixture site, DemandFixture demand) {
        Offers.Offered offered =
                new Offers(site.is(), pool.seen()).of(demand.targets("west").demand());
        assertThat(offered.candidates()).isEmpty();
        Reason reason = offered.obstacle().orElseThrow();
        return reason.cause() + " " + reason.detail();
    }
}
