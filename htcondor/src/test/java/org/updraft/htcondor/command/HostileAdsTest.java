package org.updraft.htcondor.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.updraft.htcondor.classad.Ad;
import org.updraft.htcondor.classad.AdValue;

/** Numbers in ads of others that no calendar has: they fail no query for all. */
class HostileAdsTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final Deferrals deferrals =
            new Deferrals(new CondorTools(CondorSettings.defaults()), InstantSource.fixed(NOON));

    @Test
    void aJobDeferredToATimeThatNeverWasIsNeverDue() {
        for (long time : new long[] {Long.MIN_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE}) {
            assertThat(deferrals.mayBeDue(ad(Map.of("DeferralTime", time)))).isFalse();
            assertThat(deferrals.mayBeDue(ad(Map.of("DeferralTime", NOON.getEpochSecond(), "DeferralWindow", time))))
                    .isFalse();
            assertThat(deferrals.mayBeDue(ad(Map.of("DeferralTime", NOON.getEpochSecond(), "DeferralPrepTime", time))))
                    .isFalse();
        }
        assertThat(deferrals.mayBeDue(ad(Map.of("DeferralTime", NOON.getEpochSecond() + 1))))
                .isTrue();
    }

    @Test
    void aCollectorOfAnImpossibleAgeHasJustStartedOrIsAsOldAsTimeItself() {
        long now = NOON.getEpochSecond();
        assertThat(CollectorReader.startedAt(ad(Map.of("MonitorSelfTime", now, "MonitorSelfAge", Long.MIN_VALUE))))
                .contains(NOON);
        assertThat(CollectorReader.startedAt(ad(Map.of("MonitorSelfTime", now, "MonitorSelfAge", Long.MAX_VALUE))))
                .contains(Instant.EPOCH);
        assertThat(CollectorReader.startedAt(ad(Map.of("MonitorSelfTime", now, "MonitorSelfAge", 60L))))
                .contains(NOON.minusSeconds(60));
    }

    private static Ad ad(Map<String, Long> numbers) {
        Map<String, AdValue> attributes = new HashMap<>();
        numbers.forEach((name, number) -> attributes.put(name, new AdValue.Whole(number)));
        return Ad.of(attributes);
    }
}
