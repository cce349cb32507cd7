package org.updraft.autoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitTest {

    private static final Wait QUARTER = new Wait(Duration.ofMinutes(15), Duration.ofHours(4));

    @Test
    void isTwiceAsLongAfterEachFailureUpToALimit() {
        int[] minutes = {15, 30, 60, 120, 240, 240, 240};
        for (int failures = 1; failures <= minutes.length; failures++) {
            Duration whole = Duration.ofMinutes(minutes[failures - 1]);
            assertThat(QUARTER.after("west", failures))
                    .as("after %s failures", failures)
                    .isBetween(whole.multipliedBy(4).dividedBy(5), whole);
        }
        assertThat(QUARTER.after("west", Integer.MAX_VALUE)).isBetween(Duration.ofMinutes(192), Duration.ofHours(4));
    }

    @Test
    void isTheSameForTheSameFailure() {
        assertThat(QUARTER.after("west", 3)).isEqualTo(new Wait(QUARTER.first(), QUARTER.most()).after("west", 3));
    }

    @Test
    void isHardlyEverTheSameForTwo() {
        assertThat(IntStream.range(0, 100)
                        .mapToObj(i -> QUARTER.after("cloud-" + i, 1))
                        .distinct())
                .hasSizeGreaterThan(98);
    }
}
