package org.updraft.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A short run of each target, always the same one; {@code bench/fuzz} makes long ones. */
class FuzzTest {

    private static final int INPUTS = 4_000;
    private static final long SEED = 20261128;

    static Stream<Target> targets() {
        return Targets.all().stream();
    }

    @ParameterizedTest
    @MethodSource("targets")
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void brokenInputIsRefusedAndNeverACrash(Target target) {
        Campaign campaign = new Campaign(target, Math.max(200, INPUTS / target.cost()), SEED);
        campaign.run();
        assertThat(campaign.crashes())
                .allSatisfy(crash -> assertThat(crash.thrown())
                        .as(new String(crash.input(), StandardCharsets.UTF_8))
                        .isNull());
        assertThat(campaign.mostMiB()).isLessThan(200);
    }
}
