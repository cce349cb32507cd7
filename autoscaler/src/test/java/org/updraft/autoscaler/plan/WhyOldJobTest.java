package org.updraft.autoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.updraft.autoscaler.plan.DemandFixture.jobs;
import static org.updraft.autoscaler.plan.PoolFixture.NOW;
import static org.updraft.autoscaler.plan.PoolFixture.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.updraft.htcondor.Deferral;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.QueuedJob;
import org.updraft.htcondor.QueuedJob.Unused;

/** What {@code why} says of deferred jobs, and of attributes that decide nothing. */
class WhyOldJobTest {

    private static Explanation why(Optional<Deferral> deferral, Unused... unused) {
        PoolFixture pool = pool().demand(jobs(1));
        QueuedJob job = new QueuedJob(
                new JobId(1, 0),
                1,
                5,
                true,
                jobs(1).group(),
                NOW,
                Optional.empty(),
                Optional.empty(),
                deferral,
                List.of(unused));
        return new Why(pool.seen(), PlanText.plan(pool, PolicyFixture.policy()), List.of()).of(job);
    }

    private static Optional<Deferral> window(Duration untilStart, Duration window) {
        Instant start = NOW.plus(untilStart);
        return Optional.of(new Deferral.Window(start.minusSeconds(600), start, start.plus(window)));
    }

    @Test
    void aDeferredJobIsToldUntilWhenItGetsNoWorker() {
        Explanation why = why(window(Duration.ofHours(2), Duration.ZERO));
        assertThat(why.state()).isEqualTo("deferred");
        assertThat(why.sentences())
                .containsExactly(
                        "It is to start at 14:00:00Z. HTCondor looks for a machine from 13:50:00Z on, and until then"
                                + " it gets no worker.");
        assertThat(why.causes()).isEmpty();
    }

    @Test
    void aJobWhoseTimeIsHereWaitsLikeAnyOther() {
        Explanation why = why(window(Duration.ofMinutes(10), Duration.ZERO));
        assertThat(why.state()).isEqualTo("waiting");
        assertThat(why.causes()).contains(Cause.JOBS_WAIT);
    }

    @Test
    void aJobWhoseTimeHasPassedIsToldHowToGetAnother() {
        assertThat(why(window(Duration.ofMinutes(-10), Duration.ofMinutes(5))).sentences())
                .singleElement()
                .asString()
                .contains("since 11:55:00Z HTCondor matches it no more", "condor_qedit 1.0 DeferralTime");
        assertThat(why(Optional.of(new Deferral.Never())).sentences())
                .singleElement()
                .asString()
                .contains("never matches it", "condor_q 1.0 -af DeferralTime");
    }

    @Test
    void attributesThatDecideNothingAreNamedAfterWhatDoes() {
        List<String> sentences = why(
                        Optional.empty(),
                        new Unused("VMLoc", "http://x", Optional.of("VMAMI names the image")),
                        new Unused("VMTypeLimit", "5", Optional.empty()))
                .sentences();
        assertThat(sentences).hasSizeGreaterThan(2);
        assertThat(sentences.subList(sentences.size() - 2, sentences.size()))
                .containsExactly(
                        "Its VMLoc (http://x) is read, not acted on: VMAMI names the image.",
                        "Its VMTypeLimit (5) is read, not yet honoured.");
    }
}
