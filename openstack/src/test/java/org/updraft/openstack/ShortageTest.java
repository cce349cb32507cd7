package org.updraft.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortageTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No valid host was found. ",
                "No valid host was found. There are not enough hosts available.",
                "west: could not boot updraft-batch-1: No valid host was found"
            })
    void noHostIsSaidByTheScheduler(String words) {
        assertThat(Shortage.in(words)).contains(Shortage.HOST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Quota exceeded for cores: Requested 4, but already used 20 of 20 cores",
                "OverQuota: Quota exceeded for resources: ['port'].",
                "Build of instance 1-2-3 aborted: Maximum number of ports exceeded",
                "PortLimitExceeded: Maximum number of ports exceeded",
                "VolumeLimitExceeded: Maximum number of volumes exceeded",
                "Requested volume exceeds allowed gigabytes quota",
                "No fixed IP addresses available for network: 1-2-3",
                "No more IP addresses available on network 1-2-3."
            })
    void aQuotaIsSaidByWhoeverKeepsIt(String words) {
        assertThat(Shortage.in(words)).contains(Shortage.QUOTA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Build of instance 1-2-3 aborted: Failed to allocate the network(s), not rescheduling.",
                "Exceeded maximum number of retries. Exhausted all hosts available for retrying build failures",
                "Image 1-2-3 is unacceptable: Image is corrupt",
                "unexpected error while running command"
            })
    void allElseIsAboutSomethingElse(String words) {
        assertThat(Shortage.in(words)).isEmpty();
    }

    @Test
    void endlessWordsAreReadInNoTime() {
        String words = "exceeds ".repeat(1_000_000);
        Assertions.assertTimeout(
                Duration.ofSeconds(5), () -> assertThat(Shortage.in(words)).isEmpty());
    }
}
