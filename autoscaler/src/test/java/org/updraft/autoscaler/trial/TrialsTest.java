package org.updraft.autoscaler.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.updraft.autoscaler.plan.Action;
import org.updraft.autoscaler.plan.Plan;

/** Worlds in which things go wrong; {@code updraft simulate --seeds} plays many more of them. */
class TrialsTest {

    private static final Duration HALF_A_DAY = Duration.ofHours(12);

    @Test
    void nothingThatGoesWrongBreaksAnInvariant() {
        Trials.Sum sum = new Trials(EnumSet.allOf(Fault.class), HALF_A_DAY).play(1, 20, so -> {});
        assertThat(sum.finding()).isEmpty();
        assertThat(sum.seeds()).isEqualTo(20);
        assertThat(sum.kills()).isPositive();
        assertThat(sum.jobs()).isGreaterThan(500);
    }

    @ParameterizedTest
    @EnumSource
    void eachFaultAloneBreaksNoInvariant(Fault fault) {
        Trials.Sum sum = new Trials(EnumSet.of(fault), HALF_A_DAY).play(1000, 1000, so -> {});
        assertThat(sum.finding()).isEmpty();
    }

    @Test
    void theSameSeedIsTheSameStoryToTheLetter() {
        assertThat(told(7)).isEqualTo(told(7)).isNotEqualTo(told(8));
    }

    private static List<String> told(long seed) {
        List<String> lines = new ArrayList<>();
        new Trials(EnumSet.allOf(Fault.class), HALF_A_DAY).tell(seed, lines::add);
        return lines;
    }

    @Test
    void aViolationIsToldWithNoMoreThanItNeeds() {
        Trials lazy = new Trials(EnumSet.allOf(Fault.class), HALF_A_DAY, world -> {
            world.service()
                    .hands(real -> (plan, seen, turn) -> real.run(
                            new Plan(
                                    plan.actions().stream()
                                            .filter(action -> !(action instanceof Action.Delete))
                                            .toList(),
                                    plan.unmet(),
                                    plan.alerts()),
                            seen,
                            turn));
            world.service().stop();
        });
        Trials.Finding finding = lazy.play(1, 1, so -> {}).finding().orElseThrow();
        assertThat(finding.result().script().incidents()).hasSizeGreaterThan(3);
        assertThat(finding.shrunk().script().incidents()).isEmpty();
        assertThat(finding.shrunk().script().arrivals()).hasSize(1);
        assertThat(finding.story()).contains("submits").doesNotContain("delete");
    }

    @Test
    void everyFaultHasALabelOfItsOwnByWhichItIsChosen() {
        for (Fault fault : Fault.values()) {
            assertThat(Fault.ofLabel(fault.label())).contains(fault);
        }
        assertThat(Fault.ofLabel("sunspots")).isEmpty();
        assertThat(Script.draw(1, Set.of(), HALF_A_DAY, TrialSite.SCHEDDS).incidents())
                .isEmpty();
    }
}
