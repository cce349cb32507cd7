package org.updraft.htcondor.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.updraft.htcondor.CondorException.Unreachable;

class CondorRightsTest {
    @TempDir
    Path folder;

    FakeTools fake;
    CondorRights rights;

    @BeforeEach
    void scripts() {
        fake = new FakeTools(folder);
        rights = new CondorRights(fake.tools());
    }

    @Test
    void eachLevelIsGrantedOrNot() throws Exception {
        fake.replay("condor_ping", "ping-no-master");
        assertThat(rights.at(List.of("READ", "ADMINISTRATOR", "ADVERTISE_STARTD", "ADVERTISE_MASTER")))
                .containsEntry("READ", true)
                .containsEntry("ADMINISTRATOR", true)
                .containsEntry("ADVERTISE_STARTD", true)
                .containsEntry("ADVERTISE_MASTER", false)
                .hasSize(4);
        assertThat(fake.calls().getFirst())
                .containsExactly(
                        "condor_ping",
                        "-pool",
                        "head:9618",
                        "-type",
                        "COLLECTOR",
                        "-table",
                        "READ",
                        "ADMINISTRATOR",
                        "ADVERTISE_STARTD",
                        "ADVERTISE_MASTER");
    }

    @Test
    void aCollectorThatIsNotThereGrantsAndRefusesNothing() {
        fake.replay("condor_ping", "ping-no-collector");
        assertThatThrownBy(() -> rights.at(List.of("READ")))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("failed to make connection");
    }

    @Test
    void aHostThatDoesNotExistGrantsAndRefusesNothing() {
        fake.replay("condor_ping", "ping-unknown-host");
        assertThatThrownBy(() -> rights.at(List.of("READ")))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("unknown host");
    }

    @Test
    void aLevelThatTheToolLeftOutIsNoAnswer() {
        fake.replay("condor_ping", "ping-no-master");
        assertThatThrownBy(() -> rights.at(List.of("READ", "NEGOTIATOR"))).isInstanceOf(Unreachable.class);
    }
}
