package org.updraft.openstack.contract;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Tag;
import org.updraft.openstack.Credentials;
import org.updraft.openstack.credentials.CloudsYaml;
import org.updraft.openstack.credentials.CredentialsException;

/**
 * The contract on a real OpenStack. Not in the default build; {@code testbed/contract} runs it. Needs a project to itself:
 * UPDRAFT_CONTRACT_CLOUDS_YAML, UPDRAFT_CONTRACT_CLOUD and, for another project, UPDRAFT_CONTRACT_OTHER_CLOUD.
 */
@Tag("realcloud")
class RealCloudContractTest extends CloudContract {
    private static final long MOMENT_MS = 300;

    @Override
    protected Site open() throws CredentialsException {
        Path file = Path.of(need("UPDRAFT_CONTRACT_CLOUDS_YAML"));
        Credentials user = CloudsYaml.load(file, need("UPDRAFT_CONTRACT_CLOUD")).credentials();
        Credentials other =
                CloudsYaml.load(file, need("UPDRAFT_CONTRACT_OTHER_CLOUD")).credentials();
        return new RealSite(user, other);
    }

    private static String need(String variable) {
        String value = System.getenv(variable);
        if (value == null || value.isEmpty()) {
            throw new AssertionError(variable + " is not set: this suite was asked for and has no cloud to run on");
        }
        return value;
    }

    private record RealSite(Credentials user, Credentials userOfOtherProject) implements Site {
        @Override
        public InstantSource clock() {
            return InstantSource.system();
        }

        @Override
        public void letTimePass() {
            try {
                Thread.sleep(MOMENT_MS); // a cloud whose clock is not ours to turn
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() {
            // nothing of ours to stop
        }
    }
}
