package org.updraft.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FloatingIpMarkTest {
    private static final String SERVER = "11111111-2222-3333-4444-555555555555";

    @Test
    void aMarkIsReadAsItWasWritten() {
        FloatingIpMark mark = new FloatingIpMark("batch/0123456789ab", SERVER);
        assertThat(FloatingIpMark.read(mark.text())).contains(mark);
    }

    @Test
    void whatIsNotWhollyAMarkIsNone() {
        for (String text : List.of(
                "",
                "updraft",
                "updraft:" + SERVER,
                "updraft::" + SERVER,
                " updraft:batch/01:" + SERVER,
                "updraft:batch/01:" + SERVER + " kept for ada",
                "updraft:batch/01:../" + SERVER,
                "updraft:batch\n/01:" + SERVER,
                "updraft:" + "x".repeat(300) + ":" + SERVER)) {
            assertThat(FloatingIpMark.read(text)).as(text).isEmpty();
        }
    }
}
