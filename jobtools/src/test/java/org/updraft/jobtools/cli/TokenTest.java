package org.updraft.jobtools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenTest {

    @TempDir
    Path folder;

    private String said(String token, String commands) throws IOException {
        try (TestPlace place = new TestPlace(folder)) {
            place.write("job.sh", "#!/bin/sh\n");
            place.write("token", token);
            place.environment.put("BEARER_TOKEN_FILE", "token");
            place.write("job.sub", "executable = job.sh\n" + commands + "\nqueue\n");
            Validating.run(
                    JobArguments.validate(List.of("--offline", "job.sub")).orElseThrow(), place.here());
            return place.out();
        }
    }

    private static String token(Duration left) {
        Instant ends = TestPlace.NOW.plus(left);
        String claims = "{\"sub\":\"anna\",\"exp\":" + ends.getEpochSecond() + "}";
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".c2ln\n";
    }

    @Test
    void oneThatExpiredIsToldWithItsAge() throws IOException {
        assertThat(said(token(Duration.ofDays(-3)), "use_scitokens = true"))
                .contains("job.sub:2:17: warning: the token token expired 3 days ago")
                .contains("[certificate]");
    }

    @Test
    void oneThatEndsSoonIsTold() throws IOException {
        assertThat(said(token(Duration.ofHours(5)), "scitokens_file = token"))
                .contains("expires in 5 hours, less than the 24 hours");
    }

    @Test
    void oneThatLastsIsNotTold() throws IOException {
        assertThat(said(token(Duration.ofDays(9)), "use_scitokens = true")).doesNotContain("[certificate]");
    }

    @Test
    void oneThatIsNoneOrNotThereIsTold() throws IOException {
        assertThat(said("hello", "use_scitokens = true")).contains("is of no use: it holds no token");
        assertThat(said("a.b!.c", "use_scitokens = true")).contains("is of no use: it holds no token");
        assertThat(said("x", "scitokens_file = none")).contains("there is no token none");
    }

    @Test
    void withoutOneInTheFileNothingIsLookedAt() throws IOException {
        assertThat(said("hello", "use_oauth_services = box")).doesNotContain("[certificate]");
    }
}
