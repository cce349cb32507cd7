package org.updraft.autoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.pool.Beacon;
import org.updraft.autoscaler.pool.Stage;

class ConsoleTextTest {

    @Test
    void linesAreReadWhateverEndsOrColoursThem() {
        ConsoleText console =
                ConsoleText.of("a\r\n\u001b[1;31mb\u001b[0m\u001b]0;title\u0007\n\n  \nc\rd\t\u0000e\u202e");
        assertThat(console.tail()).containsExactly("a", "b", "c", "d ?e?");
    }

    @Test
    void whatLooksLikeATokenOrAPrivateKeyIsNotKept() {
        String token = "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjF9.c2lnbmF0dXJl";
        String key = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\nAAAA\n-----END OPENSSH PRIVATE KEY-----";
        String half = "-----BEGIN PRIVATE KEY-----\nb3BlbnNzaC1rZXk";
        assertThat(ConsoleText.of("it is " + token + ".\n" + key + "\n" + half).tail())
                .containsExactly("it is [token].", "[private key]", "[private key]");
    }

    @Test
    void noMachineCanMakeUsKeepMuch() {
        String line = "x".repeat(5000) + "\n";
        List<String> tail = ConsoleText.of(line.repeat(2000)).tail();
        assertThat(tail).hasSizeLessThanOrEqualTo(60).allMatch(kept -> kept.length() <= 301);
        assertThat(String.join("", tail)).hasSizeLessThan(6400);
        assertThat(ConsoleText.of("short\n".repeat(5000)).tail()).hasSize(60);
        assertThat(ConsoleText.oneLine("a\nb" + line)).hasSize(301).startsWith("a bxxx");
    }

    @Test
    void reportsAreReadBehindTimesAndPromptsAndOnlySinceTheLastStart() {
        List<Beacon> beacons = ConsoleText.of("""
                updraft-stage: started ok 1795862300
                updraft-stage: joined ok 1795862310
                [    3.2] cloud-init[1]: updraft-stage: started ok 1795862400
                w1 login: updraft-stage: network ok 1795862401 10.0.0.7
                updraft-stage: packages failed 1795862402 no-condor this image has none
                updraft-stage: nonsense ok 1795862402
                updraft-stage: token perhaps 1795862402
                updraft-stage: token ok
                updraft-stage: token ok 999999999999999999999999
                """).beacons();
        assertThat(beacons)
                .containsExactly(
                        new Beacon(Stage.STARTED, Beacon.State.OK, Instant.ofEpochSecond(1795862400), "", ""),
                        new Beacon(Stage.NETWORK, Beacon.State.OK, Instant.ofEpochSecond(1795862401), "", "10.0.0.7"),
                        new Beacon(
                                Stage.PACKAGES,
                                Beacon.State.FAILED,
                                Instant.ofEpochSecond(1795862402),
                                "no-condor",
                                "this image has none"));
    }

    @Test
    void noiseIsNothingToFallOver() {
        Random random = new Random(5);
        String[] pieces = {
            "updraft-stage: ",
            "started",
            " ok ",
            " failed ",
            "1795862400",
            "\u001b[",
            "\u001b]",
            "eyJ",
            ".",
            "-----BEGIN ",
            "PRIVATE KEY-----",
            "\n",
            "\r",
            "\0",
            "é",
            "\ud800",
            "login:",
            "169.254.169.254",
            " "
        };
        Pattern absent = Pattern.compile("zzz|(?:q.{0,200}q)");
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(80); j > 0; j--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            ConsoleText console = ConsoleText.of(text.toString());
            console.beacons();
            assertThat(console.first(absent)).as(text.toString()).isEmpty();
            assertThat(console.tail()).allMatch(line -> line.matches("[^\\p{Cc}\\p{Cs}]*"));
        }
    }
}
