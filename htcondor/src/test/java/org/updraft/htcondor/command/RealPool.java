package org.updraft.htcondor.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The testbed's HTCondor pool: the tools as the service's user sees them, jobs of an ordinary user, plain workers. */
final class RealPool {
    static final String SCHEDD = "head.updraft.test";
    static final String DOMAIN = "updraft.test";
    private static final List<String> TOOLS = List.of(
            "condor_q",
            "condor_status",
            "condor_drain",
            "condor_off",
            "condor_hold",
            "condor_advertise",
            "condor_token_create",
            "condor_version");

    private final Path testbed;
    private final Path folder;

    /** Fails, rather than skips, if there is no pool: whoever runs these tests wants them run. */
    RealPool(Path folder) throws Exception {
        this.testbed = Path.of(System.getProperty("updraft.testbed", "../testbed"))
                .toAbsolutePath()
                .normalize();
        this.folder = folder;
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        run(in("list", "condor_status", "-schedd", "-af", "Name"));
    }

    CondorTools tools() throws IOException {
        return tools("tools", "");
    }

    /** The tools of an HTCondor that has no -group-by. */
    CondorTools olderTools() throws IOException {
        return tools(
                "older",
                "case \"$*\" in *-group-by*) echo Error: unrecognized argument -group-by >&2; exit 1 ;; esac\n");
    }

    private CondorTools tools(String name, String before) throws IOException {
        Path directory = Files.createDirectories(folder.resolve(name));
        for (String tool : TOOLS) {
            Path script = directory.resolve(tool);
            Files.writeString(
                    script, "#!/bin/sh\n%sexec '%s/in' --user list %s \"$@\"\n".formatted(before, testbed, tool));
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return new CondorTools(
                new CondorSettings(Optional.of(directory), Optional.empty(), Map.of(), Duration.ofSeconds(60)));
    }

    /** Submits as an ordinary user and returns the cluster. */
    int submit(String description) throws Exception {
        Path file = Files.writeString(Files.createTempFile(folder, "job", ".sub"), description);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        String said = run(in("games", "sh", "-c", "cd ~ && condor_submit -terse '" + file + "'"));
        return Integer.parseInt(said.strip().split("[.]")[0]);
    }

    void remove(int cluster) throws Exception {
        run(in("games", "condor_rm", Integer.toString(cluster)));
    }

    String startWorker(String name, String vmType, String... config) throws Exception {
        run(Stream.concat(Stream.of(testbed + "/condor/worker-start", name, vmType, "2", "1024"), Stream.of(config))
                .toList());
        return name + "." + DOMAIN;
    }

    void stopWorker(String name, String how) throws Exception {
        run(List.of(testbed + "/condor/worker-stop", name, how));
    }

    String asService(String... command) throws Exception {
        return run(in("list", command));
    }

    private List<String> in(String user, String... command) {
        return Stream.concat(Stream.of(testbed + "/in", "--user", user), Stream.of(command))
                .toList();
    }

    private static String run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + " ended with " + process.exitValue() + ": " + said
                    + "\nThese tests need the testbed's pool (testbed/up condor) and root.");
        }
        return said;
    }
}
