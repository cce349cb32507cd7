package org.updraft.autoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.updraft.autoscaler.plan.TokenRuling.Approve;
import org.updraft.autoscaler.plan.TokenRuling.Joiner;
import org.updraft.autoscaler.plan.TokenRuling.Refuse;
import org.updraft.autoscaler.pool.TokenApproval;
import org.updraft.htcondor.TokenRequest;

class TokenRulingTest {
    private static final Instant NOON = Instant.parse("2026-02-02T12:00:00Z");
    private static final Duration LIFE = Duration.ofDays(60);
    private static final List<String> OURS = List.of("READ", "ADVERTISE_MASTER", "ADVERTISE_STARTD");

    private boolean leaving;
    private boolean joined;
    private boolean active = true;
    private Optional<Instant> activeAt = Optional.of(NOON.minusSeconds(60));
    private Set<String> addresses = Set.of("10.0.0.5", "2001:db8:0::5");
    private List<TokenApproval> approvals = List.of();

    private static TokenRequest request(String address, List<String> authorizations, Optional<Duration> life) {
        return new TokenRequest("0000001", "host-1", "updraft-0abc@example.org", address, authorizations, life);
    }

    private static TokenRequest request(String address) {
        return request(address, OURS, Optional.of(LIFE));
    }

    private TokenRuling ruling(TokenRequest request) {
        return TokenRuling.byItself(request, LIFE)
                .<TokenRuling>map(refuse -> refuse)
                .orElseGet(() -> TokenRuling.on(
                        request,
                        new Joiner(leaving, joined, activeAt, active, addresses, Duration.ofMinutes(15), approvals),
                        NOON));
    }

    private void refused(TokenRequest request, TokenRefusal why) {
        assertThat(ruling(request))
                .isInstanceOfSatisfying(
                        Refuse.class, refuse -> assertThat(refuse.why()).isEqualTo(why));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.5", "2001:db8::5", "2001:DB8:0:0::5", "::ffff:10.0.0.5"})
    void aWorkerThatIsJustJoiningIsLetInFromAnyAddressOfItsServer(String address) {
        assertThat(ruling(request(address))).isEqualTo(new Approve(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.6", "10.0.0.50", "2001:db8::6", "", "unknown"})
    void fromAnotherAddressNobodyIs(String address) {
        refused(request(address), TokenRefusal.WRONG_ADDRESS);
    }

    @ParameterizedTest
    @CsvSource({
        "READ",
        "READ ADVERTISE_STARTD",
        "READ READ ADVERTISE_STARTD",
        "READ ADVERTISE_STARTD ADVERTISE_MASTER ADMINISTRATOR",
        "READ ADVERTISE_STARTD ADVERTISE_MASTER READ",
        "READ ADVERTISE_STARTD ADVERTISE_SCHEDD",
        "read ADVERTISE_STARTD ADVERTISE_MASTER",
        "''"
    })
    void onlyWhatAWorkerNeedsIsGranted(String authorizations) {
        List<String> asked = authorizations.isEmpty() ? List.of() : List.of(authorizations.split(" "));
        refused(request("10.0.0.5", asked, Optional.of(LIFE)), TokenRefusal.WRONG_AUTHORIZATIONS);
    }

    @Test
    void aTokenLivesNoLongerThanTheSiteSays() {
        refused(request("10.0.0.5", OURS, Optional.empty()), TokenRefusal.WRONG_LIFE);
        refused(request("10.0.0.5", OURS, Optional.of(LIFE.plusSeconds(1))), TokenRefusal.WRONG_LIFE);
        refused(request("10.0.0.5", OURS, Optional.of(Duration.ZERO)), TokenRefusal.WRONG_LIFE);
        assertThat(ruling(request("10.0.0.5", OURS, Optional.of(Duration.ofHours(1)))))
                .isEqualTo(new Approve(false));
    }

    @Test
    void oneThatHasJoinedOrLeavesIsNot() {
        joined = true;
        refused(request("10.0.0.5"), TokenRefusal.JOINED);
        leaving = true;
        refused(request("10.0.0.5"), TokenRefusal.ENDED);
    }

    @Test
    void aServerMustRunAndBeInTime() {
        active = false;
        refused(request("10.0.0.5"), TokenRefusal.NOT_ACTIVE);
        refused(request("10.0.0.6"), TokenRefusal.WRONG_ADDRESS);
        active = true;
        activeAt = Optional.of(NOON.minus(Duration.ofMinutes(15)));
        assertThat(ruling(request("10.0.0.5"))).isEqualTo(new Approve(false));
        activeAt = Optional.of(NOON.minus(Duration.ofMinutes(15)).minusMillis(1));
        refused(request("10.0.0.5"), TokenRefusal.LATE);
        activeAt = Optional.empty();
        assertThat(ruling(request("10.0.0.5"))).as("not seen running before").isEqualTo(new Approve(false));
    }

    @Test
    void aServerWhoseAddressIsNotKnownIsWaitedFor() {
        addresses = Set.of();
        refused(request("10.0.0.5"), TokenRefusal.NOT_ACTIVE);
    }

    @Test
    void aSecondRequestWaitsAMinuteAndAFourthIsOneTooMany() {
        approvals = List.of(approval(NOON.minusSeconds(59), "a b"));
        refused(request("10.0.0.5"), TokenRefusal.SECOND);
        approvals = List.of(approval(NOON.minusSeconds(60), "a b"));
        assertThat(ruling(request("10.0.0.5"))).isEqualTo(new Approve(false));
        approvals = List.of(
                approval(NOON.minusSeconds(300), "a b"),
                approval(NOON.minusSeconds(200), "c d"),
                approval(NOON.minusSeconds(100), "e f"));
        refused(request("10.0.0.5"), TokenRefusal.TOO_MANY);
    }

    @Test
    void aRequestThatWasWrittenDownAndStillWaitsIsTheSameOne() {
        approvals = List.of(
                approval(NOON.minusSeconds(300), "a b"),
                approval(NOON.minusSeconds(200), "c d"),
                approval(NOON.minusSeconds(1), request("10.0.0.5").key()));
        assertThat(ruling(request("10.0.0.5"))).isEqualTo(new Approve(true));
        refused(request("10.0.0.6"), TokenRefusal.WRONG_ADDRESS);
    }

    @ParameterizedTest
    @CsvSource({
        "updraft-0abc@example.org, 0abc",
        "updraft-0abc@other.org, ",
        "updraft-@example.org, ",
        "updraft@example.org, ",
        "condor@example.org, ",
        "xupdraft-0abc@example.org, ",
        "updraft-0abc@example.org@example.org, 0abc@example.org",
    })
    void onlyIdentitiesThatWeGiveStandForAWorker(String identity, String id) {
        assertThat(TokenRuling.workerOf(identity, "example.org")).isEqualTo(Optional.ofNullable(id));
    }

    @Test
    void aWorkersIdentityIsReadBack() {
        assertThat(TokenRuling.workerOf(TokenRuling.identityOf("0abc", "example.org"), "example.org"))
                .contains("0abc");
    }

    private static TokenApproval approval(Instant at, String request) {
        return new TokenApproval(at, request, "10.0.0.5");
    }
}
