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
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** The testbed's HTCondor pool: the tools as the service's user sees them, jobs of an ordinary user, plain workers. */
final class RealPool {
    static final String SCHEDD = "head.updraft.test";
    static final String DOMAIN = "updraft.test";
    /** Whose jobs the pool's tests run. */
    static final String JOB_OWNER = "games";

    private static final Path STATE =
            Path.of(Optional.ofNullable(System.getenv("UPDRAFT_TESTBED")).orElse("/var/tmp/updraft-testbed"));
    private static final List<String> TOOLS = List.of(
            "condor_q",
            "condor_history",
            "condor_status",
            "condor_drain",
            "condor_off",
            "condor_hold",
            "condor_advertise",
            "condor_token_create",
            "condor_token_request_list",
            "condor_token_request_approve",
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
        return submit("", description);
    }

    /** As at an access point without our part of its configuration. */
    int submitWithHtcondorsDefaults(String description) throws Exception {
        return submit(
                "export _CONDOR_JOB_DEFAULT_REQUESTCPUS=1 _CONDOR_JOB_DEFAULT_REQUESTDISK=DiskUsage"
                        + " _CONDOR_JOB_DEFAULT_REQUESTMEMORY='ifthenelse(MemoryUsage =!= undefined,MemoryUsage,( ImageSize + 1023 ) / 1024)'; ",
                description);
    }

    private int submit(String before, String description) throws Exception {
        Path file = Files.writeString(Files.createTempFile(folder, "job", ".sub"), description);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        String said =
                run(in(JOB_OWNER, "sh", "-c", before + "cd ~ && condor_submit -terse '" + file + "' 2>/dev/null"));
        return Integer.parseInt(said.strip().split("[.]")[0]);
    }

    void remove(int cluster) throws Exception {
        run(in(JOB_OWNER, "condor_rm", Integer.toString(cluster)));
    }

    /** Gives a job back, as its user may. */
    void vacate(int cluster) throws Exception {
        run(in(JOB_OWNER, "condor_vacate_job", Integer.toString(cluster)));
    }

    /** Removes what is left of a test's jobs; none left is fine. */
    void removeWhere(String constraint) throws Exception {
        Process removal = new ProcessBuilder(in(JOB_OWNER, "condor_rm", "-constraint", constraint))
                .redirectErrorStream(true)
                .start();
        removal.getInputStream().readAllBytes();
        removal.waitFor();
    }

    String startWorker(String name, String vmType, String... config) throws Exception {
        run(Stream.concat(Stream.of(testbed + "/condor/worker-start", name, vmType, "2", "1024"), Stream.of(config))
                .toList());
        return name + "." + DOMAIN;
    }

    /** Some seconds after its slots: until then condor_off fails, halfway. */
    void awaitMaster(String machine) throws Exception {
        eventually(() ->
                !asService("condor_status", "-master", machine, "-af", "Name").isEmpty());
    }

    void stopWorker(String name, String how) throws Exception {
        run(List.of(testbed + "/condor/worker-stop", name, how));
    }

    /**
     * What our template says of jobs, for {@link #startWorker}: which may start, and that none is ended. Taken from the template
     * itself, so that what is tried here is what workers get.
     */
    static String[] rulesOfOurTemplate() throws IOException {
        String template = Files.readString(Path.of("../cloudinit-templates/worker.condor"));
        String last = "MASTER_NEW_BINARY_RESTART = NEVER";
        String rules = withoutLimits(
                template.substring(template.indexOf("\nSTART = "), template.indexOf(last) + last.length()));
        if (rules.contains("{{") || !rules.contains("MAXJOBRETIREMENTTIME")) {
            throw new IllegalStateException(
                    "worker.condor has changed: its rules for jobs are no longer one piece:" + rules);
        }
        return new String[] {
            "STARTD_ATTRS = $(STARTD_ATTRS) UpdraftOwner UpdraftTokenEnds",
            "UpdraftOwner = \"" + JOB_OWNER + "\"",
            "UpdraftTokenEnds = time() + 864000",
            // HTCondor's own default; plain workers prefer jobs of the parallel universe
            "RANK = 0",
            rules
        };
    }

    /** The template's part for a worker of one owner with neither a limit of jobs nor a cloud-config of its user. */
    private static String withoutLimits(String part) {
        return part.replaceAll("(?s)\\{\\{#(\\w+)}}\n.*?\\{\\{/\\1}}\n", "").replaceAll("\\{\\{[\\^/]\\w+}}\n", "");
    }

    static Path workerLog(String name) {
        return STATE.resolve("condor/workers").resolve(name).resolve("log/StartLog");
    }

    static Path negotiatorLog() {
        return STATE.resolve("condor/pool/log/NegotiatorLog");
    }

    /** A file in the home folder of the owner of jobs, where HTCondor writes as that user. */
    static Path ofJobOwner(String file) {
        return STATE.resolve("home").resolve(JOB_OWNER).resolve(file);
    }

    /** What HTCondor itself remembers of jobs that left the queue: one line for each, the values apart by spaces. */
    List<String> history(String constraint, String... attributes) throws Exception {
        return asService(Stream.concat(
                                Stream.of("condor_history", "-constraint", constraint, "-af"), Stream.of(attributes))
                        .toArray(String[]::new))
                .lines()
                .toList();
    }

    /** Asks twice a second, for a minute, until it is so: daemons tell each other with delay. */
    static void eventually(Callable<Boolean> fact) throws Exception {
        for (int i = 0; i < 120; i++) {
            if (fact.call()) {
                return;
            }
            new ProcessBuilder("sleep", "0.5").start().waitFor();
        }
        throw new AssertionError("not so after a minute");
    }

    String asService(String... command) throws Exception {
        return run(in("list", command));
    }

    /** Asks the collector for a token as a new worker does, and waits for it: {@code out} gets what the tool prints. */
    Process ask(Path out, String identity, String... options) throws Exception {
        List<String> command = Stream.concat(
                        Stream.of(
                                "env",
                                "_CONDOR_SEC_CLIENT_AUTHENTICATION_METHODS=SSL",
                                "_CONDOR_AUTH_SSL_CLIENT_CAFILE=" + STATE.resolve("condor/service/pool-ca.pem"),
                                // the name that users' configuration understands (NO_DNS); the certificate has it too
                                "_CONDOR_COLLECTOR_HOST=10-42-0-1." + DOMAIN + ":9618",
                                "condor_token_request",
                                "-type",
                                "COLLECTOR",
                                "-identity",
                                identity),
                        Stream.of(options))
                .toList();
        return new ProcessBuilder(in(JOB_OWNER, command.toArray(String[]::new)))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
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
