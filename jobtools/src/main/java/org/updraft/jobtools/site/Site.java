package org.updraft.jobtools.site;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.updraft.jobtools.policy.Policy;

/**
 * What the job tools know of the place where they run: {@code /etc/updraft/jobtools.yaml}, then the user's own file, then one
 * named on the command line.
 *
 * @param files those that were read, in that order
 * @param socket of the service; empty: {@link #SOCKET}
 * @param clouds empty if the service's clouds are not named: then none is asked
 * @param projects names of projects by id, for those that a user may not read
 * @param architecture of images that state none, as HTCondor spells it
 */
public record Site(
        List<Path> files,
        Optional<Path> socket,
        Condor condor,
        List<SiteCloud> clouds,
        Map<String, String> projects,
        String architecture,
        Credential credential,
        int mostJobs,
        Policy policy) {

    public static final Path SOCKET = Path.of("/run/updraft/api.sock");
    public static final String ARCHITECTURE = "X86_64";
    public static final int MOST_JOBS = 100_000;

    public Site {
        files = List.copyOf(files);
        clouds = List.copyOf(clouds);
        projects = Map.copyOf(projects);
    }

    /** The socket on which the service is asked. */
    public Path serviceSocket() {
        return socket.orElse(SOCKET);
    }

    /**
     * How HTCondor's tools are run.
     *
     * @param tools directory of condor_submit and the others; empty: PATH
     * @param config for them; empty: CONDOR_CONFIG, as usual
     * @param schedd to submit to; empty: the one of this machine
     */
    public record Condor(Optional<Path> tools, Optional<Path> config, Optional<String> schedd) {
        public static final Condor DEFAULT = new Condor(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * The certificate that jobs take along.
     *
     * @param file empty: ~/.ssl/cadcproxy.pem
     * @param command run as the user where the certificate is missing or about to end; empty: warn and go on
     * @param least life that it must have left
     * @param helper put on the worker's side before the job starts; empty: the one that is installed with the program
     */
    public record Credential(Optional<Path> file, List<String> command, Duration least, Optional<Path> helper) {
        public static final Duration LEAST = Duration.ofDays(1);
        public static final Credential DEFAULT = new Credential(Optional.empty(), List.of(), LEAST, Optional.empty());

        public Credential {
            command = List.copyOf(command);
        }
    }
}
