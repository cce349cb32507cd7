package org.updraft.autoscaler.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.simulate.IoPoint;

/** kill -9 right before and right after every call the service makes to its ledger, its clouds and its pool. */
class CrashPointsTest {

    @Test
    void theStoryHoldsEverythingTheServiceDoes() {
        String story = String.join("\n", CrashPoints.tell());
        assertThat(story)
                .contains(
                        ": boot ",
                        ": adopt ",
                        ": drain ",
                        ": canceldrain ",
                        ": fence ",
                        ": unfence ",
                        ": delete ",
                        ": forget ");
        assertThat(CrashPoints.points())
                .extracting(IoPoint::call)
                .contains(
                        "intend",
                        "boot",
                        "serverKnown",
                        "approving",
                        "approve",
                        "draining",
                        "drainIfIdle",
                        "drainVoided",
                        "cancelDrain",
                        "fenced",
                        "pause",
                        "isolate",
                        "unfenced",
                        "unpause",
                        "deleting",
                        "delete",
                        "collectLeftovers",
                        "forget",
                        "closed");
    }

    @Test
    void theStoryIsTheSameEachTime() {
        assertThat(CrashPoints.tell()).isEqualTo(CrashPoints.tell());
    }

    /** Every seventh point, so that this takes seconds; {@code updraft simulate --crash-points} takes them all. */
    @Test
    void noKillBootsTwiceOrLeavesAnything() {
        List<IoPoint> points = CrashPoints.points();
        CrashPoints.Sum sum = new CrashPoints(7).play(done -> {});
        assertThat(sum.finding()).isEmpty();
        assertThat(sum.runs()).isEqualTo(2 * Math.ceilDiv(points.size(), 7));
    }
}
