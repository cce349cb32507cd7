package org.updraft.autoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.pool.Autopsy;
import org.updraft.autoscaler.pool.BootEvidence;
import org.updraft.autoscaler.pool.BootFault;
import org.updraft.autoscaler.pool.Stage;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.InstanceAction;

class DiagnosisTest {

    private static final Instant NOON = Instant.parse("2026-02-02T12:00:00Z");
    private static final String JOINED = "updraft-stage: started ok 1770033660\nupdraft-stage: joined ok 1770033670\n";

    @Test
    void novaIsBelievedWhateverTheConsoleSays() {
        Autopsy autopsy = Diagnosis.of(new BootEvidence(
                NOON,
                NOON.plusSeconds(900),
                "ERROR",
                Optional.of("No valid host was found. \u001b[2J"),
                List.of(new InstanceAction("create", "req-1", NOON, Optional.of("Error"))),
                JOINED + "updraft-stage: network failed 1770033680 no-address forged",
                false,
                List.of("wrong-address: forged too"),
                List.of()));
        assertThat(autopsy.cause()).isEqualTo(BootFault.NO_CAPACITY);
        assertThat(autopsy.fault()).hasValue("No valid host was found.");
        assertThat(autopsy.actions()).containsExactly("2026-02-02T12:00:00Z create failed (Error), req-1");
        assertThat(WhyUnjoined.sentences(autopsy))
                .first()
                .asString()
                .startsWith(
                        "It did not join the pool, as the cloud found no host or address for it: the cloud says: No valid");
    }

    @Test
    void aServerThatNovaCallsBrokenOrUnfinishedIsNotExplainedByItsConsole() {
        assertThat(of("ERROR", JOINED).words()).isEqualTo("the cloud says ERROR, and not why");
        assertThat(of("BUILD", "Kernel panic").cause()).isEqualTo(BootFault.UNKNOWN);
        assertThat(of("SHUTOFF", "Kernel panic").cause()).isEqualTo(BootFault.BAD_IMAGE);
    }

    @Test
    void refusedRequestsInTheNameOfAMachineThatNeverCameSoFarAreThoseOfStrangers() {
        String noNetwork =
                "updraft-stage: started ok 1770033660\nupdraft-stage: network failed 1770033661 no-address none\n";
        String waiting = "updraft-stage: packages ok 1770033660\nupdraft-stage: token waits 1770033661\n";
        assertThat(refused(noNetwork, false).cause()).isEqualTo(BootFault.NO_NETWORK);
        assertThat(refused("Kernel panic", false).cause()).isEqualTo(BootFault.BAD_IMAGE);
        assertThat(refused(waiting, false).words())
                .isEqualTo("its request was not approved: wrong-address: from 1.2.3.4");
        assertThat(refused("", false).cause()).isEqualTo(BootFault.TOKEN_REFUSED);
        assertThat(refused(waiting + "updraft-stage: token ok 1770033662", true).cause())
                .isEqualTo(BootFault.CONDOR_MISSING);
    }

    @Test
    void aRepeatedStageCountsAsItWasLastTold() {
        Autopsy autopsy = of("ACTIVE", """
                updraft-stage: packages ok 1770033660
                updraft-stage: token failed 1770033661 unreachable no route
                updraft-stage: token ok 1770033690
                updraft-stage: condor failed 1770033691 no-start x
                """);
        assertThat(autopsy.cause()).isEqualTo(BootFault.CONDOR_MISSING);
        assertThat(autopsy.reached()).hasValue(Stage.TOKEN);
    }

    @Test
    void aClockThatIsALittleWrongIsNoCause() {
        String near = "updraft-stage: started ok " + NOON.minusSeconds(200).getEpochSecond();
        String waits = "\nupdraft-stage: token failed 1770033661 certificate x";
        assertThat(of("ACTIVE", near + waits).cause()).isEqualTo(BootFault.COLLECTOR_UNREACHABLE);
        String far = "updraft-stage: started ok " + NOON.minusSeconds(400).getEpochSecond();
        assertThat(of("ACTIVE", far + waits).cause()).isEqualTo(BootFault.WRONG_CLOCK);
        assertThat(of("ACTIVE", far + "\nupdraft-stage: packages failed 1770033661 no-condor x")
                        .cause())
                .as("HTCondor is missing whatever the time")
                .isEqualTo(BootFault.CONDOR_MISSING);
    }

    @Test
    void whatTheCloudRefusedToMakeIsNamedByItsWords() {
        assertThat(Diagnosis.of(new CloudException.QuotaFull("west", "west: 403 Quota exceeded", null), NOON)
                        .cause())
                .isEqualTo(BootFault.QUOTA);
        assertThat(Diagnosis.of(
                                new CloudException.Rejected("west", "west: 400 Can not find requested image", null),
                                NOON)
                        .cause())
                .isEqualTo(BootFault.BAD_IMAGE);
        assertThat(Diagnosis.of(
                                new CloudException.Rejected("west", "west: 400 Network 7 could not be found.", null),
                                NOON)
                        .cause())
                .isEqualTo(BootFault.NO_NETWORK);
        assertThat(Diagnosis.of(new CloudException.Rejected("west", "west: 400 Invalid key_name provided.", null), NOON)
                        .cause())
                .isEqualTo(BootFault.UNKNOWN);
    }

    private static Autopsy of(String status, String console) {
        return Diagnosis.of(new BootEvidence(
                NOON,
                NOON.plusSeconds(900),
                status,
                Optional.empty(),
                List.of(),
                console,
                false,
                List.of(),
                List.of()));
    }

    private static Autopsy refused(String console, boolean approvedToo) {
        return Diagnosis.of(new BootEvidence(
                NOON,
                NOON.plusSeconds(900),
                "ACTIVE",
                Optional.empty(),
                List.of(),
                console,
                approvedToo,
                List.of("wrong-address: from 1.2.3.4"),
                List.of()));
    }
}
