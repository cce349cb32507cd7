package org.updraft.autoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.updraft.autoscaler.plan.PolicyFixture.policy;
import static org.updraft.autoscaler.plan.PoolFixture.NOW;
import static org.updraft.autoscaler.plan.PoolFixture.minutes;
import static org.updraft.autoscaler.plan.PoolFixture.pool;
import static org.updraft.autoscaler.plan.PoolFixture.port;
import static org.updraft.autoscaler.plan.PoolFixture.thing;
import static org.updraft.autoscaler.plan.WorkerFixture.worker;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.pool.BlindSpot;
import org.updraft.autoscaler.pool.Leftover;
import org.updraft.openstack.Belonging;

/** What gone servers left behind: it goes when it is surely ours, surely left, and has been for long enough. */
class LeftoversTest {

    private static final Leftover LEFT = port("p1", minutes(11));

    @Test
    void whatAGoneServerLeftLongEnoughAgoIsCollected() {
        assertThat(actions(pool().leftover(LEFT, port("p2", minutes(10)))))
                .containsExactly("collect port p1: left-behind");
    }

    @Test
    void itStaysWhereItIsInUseOrNotOursOrSeenOnce() {
        assertThat(actions(pool().leftover(inUse(), nobodys(), seenOnce()))).isEmpty();
    }

    @Test
    void aPortOfABootInFlightIsLeftAlone() {
        PoolFixture booting = pool().leftover(LEFT).worker(worker("w1").requested(minutes(30), 5));
        assertThat(actions(booting)).doesNotContain("collect port p1: left-behind");
        PoolFixture elsewhere =
                pool().leftover(LEFT).worker(worker("w1").on("moon").requested(minutes(1), 0));
        assertThat(actions(elsewhere)).contains("collect port p1: left-behind");
    }

    @Test
    void noMoreThanSomeAreCollectedInOneTurn() {
        Leftover[] many = IntStream.range(0, 100)
                .mapToObj(i -> port("p" + i, minutes(60)))
                .toArray(Leftover[]::new);
        assertThat(actions(pool().leftover(many))).hasSize(20);
    }

    @Test
    void collectsThatArePlannedInSpiteOfThatAreCaught() {
        Leftover young = port("p2", minutes(10));
        Leftover living = new Leftover("west", thing("p3", "server-w3"), Optional.of("w3"), LEFT.since(), 2);
        Leftover booting = new Leftover("east", thing("p4", "gone"), Optional.of("w4"), LEFT.since(), 2);
        Leftover blind = new Leftover("south", thing("p5", "gone"), Optional.of("w5"), LEFT.since(), 2);
        PoolFixture pool = pool().leftover(young, living, booting, blind, inUse(), nobodys(), seenOnce())
                .worker(worker("w3"), worker("w6").on("east").requested(minutes(1), 0))
                .blind(new BlindSpot.Source.OfCloud("south"));
        assertThat(violations(pool, LEFT, young, living, booting, blind, inUse(), nobodys(), seenOnce()))
                .containsExactly(
                        "collect port p1: no such thing was seen",
                        "collect port p2: it was left a moment ago",
                        "collect port p3: a worker has that server",
                        "collect port p4: a boot is not settled there",
                        "collect port p5: its cloud was not seen whole twice",
                        "collect port used: it is in use",
                        "collect port nobodys: no worker of ours is known to have left it",
                        "collect port once: its cloud was not seen whole twice");
        assertThat(violations(pool().leftover(LEFT), LEFT)).isEmpty();
    }

    /** Its server is another one now than when it was planned. */
    @Test
    void aThingThatChangedSinceItWasSeenIsAnotherThing() {
        Leftover changed = new Leftover("west", thing("p1", "another"), LEFT.workerId(), LEFT.since(), 2);
        assertThat(violations(pool().leftover(LEFT), changed))
                .containsExactly("collect port p1: no such thing was seen");
    }

    private static Leftover inUse() {
        Belonging used = new Belonging(Belonging.Kind.PORT, "used", "gone", "", "", true, Optional.empty());
        return new Leftover("west", used, Optional.of("w0"), NOW.minus(minutes(60)), 2);
    }

    private static Leftover nobodys() {
        return new Leftover("west", thing("nobodys", "gone"), Optional.empty(), NOW.minus(minutes(60)), 2);
    }

    private static Leftover seenOnce() {
        return new Leftover("west", thing("once", "gone"), Optional.of("w0"), NOW.minus(minutes(60)), 1);
    }

    private static List<String> actions(PoolFixture pool) {
        return new Planner(policy().is())
                .plan(pool.seen()).actions().stream().map(PlanText::line).toList();
    }

    private static List<String> violations(PoolFixture pool, Leftover... leftovers) {
        List<Action> actions = List.of(leftovers).stream()
                .<Action>map(leftover -> new Action.Collect(leftover, new Reason(Cause.LEFT_BEHIND, "")))
                .toList();
        return PlanCheck.violations(new Plan(actions, List.of()), pool.seen(), policy().is());
    }
}
