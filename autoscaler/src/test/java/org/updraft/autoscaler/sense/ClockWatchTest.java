package org.updraft.autoscaler.sense;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final ClockWatch watch = new ClockWatch(Duration.ofMinutes(2));

    @Test
    void turnsOneAfterTheOtherAreNoJump() {
        for (int turn = 0; turn < 100; turn++) {
            assertThat(watch.moved(NOON.plusSeconds(30L * turn))).isFalse();
        }
        // a turn that took long
        assertThat(watch.moved(NOON.plusSeconds(30 * 99 + 300))).isFalse();
        assertThat(watch.blindness(NOON.plusSeconds(30 * 99 + 300))).isEmpty();
    }

    @Test
    void aClockSetBackIsSeenAtOnceAndForTwoMinutes() {
        watch.moved(NOON);
        Instant earlier = NOON.minusSeconds(3600);
        assertThat(watch.moved(earlier)).isTrue();
        assertThat(watch.blindness(earlier)).contains("it was set back by 3600 s");
        assertThat(watch.moved(earlier.plusSeconds(30))).isFalse();
        assertThat(watch.blindness(earlier.plusSeconds(119))).isPresent();
        assertThat(watch.blindness(earlier.plusSeconds(120))).isEmpty();
    }

    @Test
    void aClockSetAheadLooksLikeAServiceThatStoodStill() {
        watch.moved(NOON);
        watch.moved(NOON.plusSeconds(30));
        assertThat(watch.moved(NOON.plusSeconds(4000))).isTrue();
        assertThat(watch.blindness(NOON.plusSeconds(4001)).orElseThrow()).contains("3970 s", "set ahead");
    }

    @Test
    void whoLooksOnceAnHourSeesNoJumpInThat() {
        for (int turn = 0; turn < 10; turn++) {
            assertThat(watch.moved(NOON.plus(Duration.ofHours(turn)))).isFalse();
        }
        assertThat(watch.moved(NOON.plus(Duration.ofHours(20)))).isTrue();
    }
}
