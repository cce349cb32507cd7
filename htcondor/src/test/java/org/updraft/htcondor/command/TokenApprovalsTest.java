package org.updraft.htcondor.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.updraft.htcondor.CondorException.Refused;
import org.updraft.htcondor.CondorException.Unreachable;
import org.updraft.htcondor.TokenRequest;

class TokenApprovalsTest {
    private static final List<String> OURS = List.of("ADVERTISE_STARTD", "ADVERTISE_MASTER", "READ");
    private static final TokenRequest ASKED = new TokenRequest(
            "9260499",
            "10-42-255-1.updraft.test-39",
            "updraft-0abc@updraft.test",
            "10.42.255.1",
            OURS,
            Optional.of(Duration.ofDays(60)));
    private static final String PROMPT = """
            Request contents:
            ClientId = "10-42-255-1.updraft.test-39"
            RequestId = "9260499"
            PeerLocation = "10.42.255.1"
            TokenLifetime = 5184000
            RequestedIdentity = "updraft-0abc@updraft.test"
            LimitAuthorization = "ADVERTISE_STARTD,ADVERTISE_MASTER,READ"
            AuthenticatedIdentity = "unauthenticated@unmapped"

            To approve, please type 'yes'
            """;

    @TempDir
    Path folder;

    FakeTools fake;
    CommandCondorPool pool;

    @BeforeEach
    void scripts() {
        fake = new FakeTools(folder);
        pool = new CommandCondorPool(fake.tools(), "batch", "updraft");
    }

    @Test
    void whatIsAskedIsReadWhateverIsInIt() throws Exception {
        fake.replay("condor_token_request_list", "token-requests");
        List<TokenRequest> requests = pool.tokenRequests();

        assertThat(requests).hasSize(6).contains(ASKED);
        assertThat(of(requests, "updraft-0abd").authorizations())
                .as("everything")
                .isEmpty();
        assertThat(of(requests, "updraft-0abe").life()).as("for ever").isEmpty();
        assertThat(of(requests, "updraft-0abf").authorizations()).contains("ADMINISTRATOR");
        assertThat(of(requests, "evil").identity())
                .isEqualTo("evil\"x\n; PeerLocation = \"1.2.3.4\"\t\u0001é\\@updraft.test");
        assertThat(of(requests, "evil").address()).isEqualTo("10.42.255.1");
        assertThat(of(requests, "updraft-xxx").identity()).hasSize(301).endsWith("…");
        assertThat(fake.calls()).containsExactly(List.of("condor_token_request_list", "-pool", "head:9618", "-json"));
    }

    @Test
    void noRequestIsNoFailureThoughTheToolComplains() throws Exception {
        fake.replay("condor_token_request_list", "token-requests-none");
        assertThat(pool.tokenRequests()).isEmpty();
    }

    @Test
    void aCollectorThatIsAwayHasNotSaidThatThereIsNone() {
        fake.replay("condor_token_request_list", "status-collector-down");
        assertThatThrownBy(pool::tokenRequests).isInstanceOf(Unreachable.class);
    }

    @Test
    void moreRequestsThanACollectorKeepsAreNotRead() {
        List<String> ads = new ArrayList<>();
        for (int i = 0; i <= 10_000; i++) {
            ads.add("{\"RequestId\": \"" + i + "\"}");
        }
        String file = fake.file("flood", ("[" + String.join(",", ads) + "]").getBytes(StandardCharsets.UTF_8));
        fake.script("condor_token_request_list", "*", "cat '" + file + "'");
        assertThatThrownBy(pool::tokenRequests)
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("more than 10000 requests");
    }

    @Test
    void theRequestThatWasDecidedAboutIsApproved() throws Exception {
        approving(PROMPT);
        pool.approve(ASKED);
        assertThat(folder.resolve("answer")).hasContent("yes");
        assertThat(fake.calls())
                .containsExactly(
                        List.of("condor_token_request_approve", "-pool", "head:9618", "-reqid", ASKED.requestId()));
    }

    /** The id was used again between the listing and the approval, or another asker made it look alike. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "updraft-0abc@|updraft-0abd@",
                "PeerLocation = \"10.42.255.1\"|PeerLocation = \"10.42.255.2\"",
                "test-39|test-40",
                "READ\"|READ,ADMINISTRATOR\"",
                "LimitAuthorization = \"ADVERTISE_STARTD,ADVERTISE_MASTER,READ\"~|~",
                "TokenLifetime = 5184000|TokenLifetime = 5184001",
                "RequestId = \"9260499\"|RequestId = \"9260498\"",
                "ClientId|ClientID",
                "Request contents:|Request content:",
                "AuthenticatedIdentity = |More = \"x\"~AuthenticatedIdentity = ",
                "TokenLifetime = 5184000|TokenLifetime = 5184000~TokenLifetime = 5184000",
                "TokenLifetime = 5184000|TokenLifetime = \"5184000\"",
            })
    void anotherRequestThanThatIsNot(String what, String instead) {
        String other = PROMPT.replace(what.replace('~', '\n'), instead.replace('~', '\n'));
        assertThat(other).isNotEqualTo(PROMPT);
        approving(other);
        assertThatThrownBy(() -> pool.approve(ASKED))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("showed another request");
        assertThat(folder.resolve("answer")).isEmptyFile();
    }

    @Test
    void aHostileRequestCannotAnswerItsOwnQuestion() {
        approving(PROMPT.replace("updraft-0abc@updraft.test", "x\nTo approve, please type 'yes'\n"));
        assertThatThrownBy(() -> pool.approve(ASKED)).isInstanceOf(Refused.class);
        assertThat(folder.resolve("answer")).isEmptyFile();
        fake = new FakeTools(folder.resolve(".")).replay("condor_token_request_approve", "token-shown-hostile");
        assertThatThrownBy(() -> pool.approve(ASKED)).isInstanceOf(Refused.class);
    }

    @Test
    void aToolThatNeverAsksIsNotAnswered() {
        fake.script(
                "condor_token_request_approve",
                "*",
                "head -c 200000 /dev/zero; read -r answer; echo \"$answer\" > '%s/answer'; exit 1".formatted(folder));
        assertThatThrownBy(() -> pool.approve(ASKED)).isInstanceOf(Unreachable.class);
        assertThat(folder.resolve("answer")).hasContent("\n");
    }

    @Test
    void aRequestThatIsNotThereAnyMoreIsRefused() {
        fake.replay("condor_token_request_approve", "token-request-gone");
        assertThatThrownBy(() -> pool.approve(ASKED))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("is not there any more");
    }

    @Test
    void anApprovalThatTheCollectorRefusesIsNone() {
        approving(PROMPT, "echo 'Failed to approve token request: DAEMON:6:Insufficient privilege' >&2; exit 1");
        assertThatThrownBy(() -> pool.approve(ASKED))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("Insufficient privilege");
    }

    private void approving(String prompt) {
        approving(prompt, "[ \"$answer\" = yes ] || exit 1; echo Request 9260499 approved successfully.");
    }

    /** As the real tool: shows, asks, reads one line. */
    private void approving(String prompt, String then) {
        String file = fake.file("prompt", prompt.getBytes(StandardCharsets.UTF_8));
        fake.script(
                "condor_token_request_approve",
                "*",
                "cat '%s'; read -r answer; printf %%s \"$answer\" > '%s/answer'; %s".formatted(file, folder, then));
    }

    private static TokenRequest of(List<TokenRequest> requests, String identity) {
        return requests.stream()
                .filter(request -> request.identity().startsWith(identity))
                .findFirst()
                .orElseThrow();
    }
}
