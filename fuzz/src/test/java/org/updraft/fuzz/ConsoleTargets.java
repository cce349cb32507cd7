package org.updraft.fuzz;

import static org.updraft.fuzz.Samples.of;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.updraft.autoscaler.plan.Diagnosis;
import org.updraft.autoscaler.pool.Autopsy;
import org.updraft.autoscaler.pool.BootEvidence;

/** What a worker that did not join has left on its console: whoever is root there writes it. */
final class ConsoleTargets {

    private static final Instant ASKED = Instant.parse("2026-11-28T10:00:00Z");

    private static final List<byte[]> CONSOLES = of(
            """
            [    0.000000] Linux version 6.1.0 (gcc) #1 SMP
            [    1.1] cloud-init[512]: ci-info: | eth0 | True | 10.42.0.17 | 255.255.0.0 | global |
            updraft-stage: started ok 1795862395
            updraft-stage: network ok 1795862400 10.42.0.17
            updraft-stage: packages failed 1795862402 no-condor this image has no HTCondor
            updraft-stage: token waits 1795862403
            debian login: \

            """,
            "\033[0;32m[  OK  ]\033[0m Reached target\r\n\033]0;title\007x\ttab eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln\r\n"
                    + "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n"
                    + "Kernel panic - not syncing: VFS: Unable to mount root fs\n",
            "2026-11-28 10:00:05 - util.py[WARNING]: Failed loading yaml blob\nTraceback (most recent call last):\n"
                    + "url_helper.py[WARNING]: Calling 'http://169.254.169.254/' failed [50/120s]: Connection timed out\n"
                    + "No space left on device\nTemporary failure resolving 'mirror.example.org'\n");

    private ConsoleTargets() {}

    static List<Target> all() {
        return List.of(new Target("console", CONSOLES, 10, ConsoleTargets::read));
    }

    /** Every console gives an autopsy, so none is refused. */
    private static boolean read(byte[] input) {
        String console = new String(input, StandardCharsets.UTF_8);
        Autopsy autopsy = Diagnosis.of(new BootEvidence(
                ASKED,
                ASKED.plusSeconds(900),
                "ACTIVE",
                Optional.of(console),
                List.of(),
                console,
                true,
                List.of(console),
                List.of(console)));
        if (autopsy.toString().length() > 100_000) {
            throw new IllegalStateException(
                    "an autopsy of " + autopsy.toString().length() + " characters");
        }
        return true;
    }
}
