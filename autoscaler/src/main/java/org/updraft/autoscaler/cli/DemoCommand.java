package org.updraft.autoscaler.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.updraft.autoscaler.demo.Demo;
import org.updraft.autoscaler.demo.DemoOptions;
import org.updraft.autoscaler.demo.DemoResult;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.openstack.CloudException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = {
            "Shows the whole service on this machine alone: an embedded cloud, a simulated queue, the real " + "loop.",
            "Needs no root, no HTCondor and no OpenStack. Ctrl-C ends it."
        },
        footer = {
            "",
            "Exit codes: 0 every job finished and nothing is left; 1 something is left; 2 usage; 3 outside world.",
            "",
            "Examples:",
            "  updraft demo",
            "  updraft demo --jobs 200 --speed 600 --until-idle --plain --json"
        })
public final class DemoCommand implements Callable<Integer> {

    @Option(names = "--jobs", paramLabel = "N", defaultValue = "60", description = "how many jobs (${DEFAULT-VALUE})")
    int jobs;

    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = "60",
            description = "simulated seconds per second (${DEFAULT-VALUE})")
    double speed;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "another seed, another story")
    long seed;

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "8088",
            description = "port of the page on 127.0.0.1; 0 takes a free one (${DEFAULT-VALUE})")
    int port;

    @Option(names = "--until-idle", description = "exit when all jobs are finished and no server is left")
    boolean untilIdle;

    @Option(names = "--plain", description = "lines only, no terminal control")
    boolean plain;

    @Option(names = "--json", description = "the last line of stdout is the result as one JSON object")
    boolean json;

    @Override
    public Integer call() throws IOException, CloudException, LedgerException {
        if (jobs < 1 || jobs > 1_000_000 || !(speed > 0) || port < 0 || port > 65535) {
            System.err.println("updraft demo: --jobs is 1 to 1000000, --speed above 0, --port 0 to 65535");
            return ExitCode.USAGE;
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        boolean lines = plain || !isTerminal();
        DemoResult result = new Demo(new DemoOptions(jobs, speed, seed, port, untilIdle, lines, json), out).run();
        out.println(json ? asJson(result) : inWords(result));
        return result.isClean() ? ExitCode.OK : ExitCode.FINDINGS;
    }

    /** System.console() is never null from JDK 22 on, and its isTerminal() is not there in 21. */
    private static boolean isTerminal() {
        try {
            Path stdout = Files.readSymbolicLink(Path.of("/proc/self/fd/1"));
            return stdout.startsWith("/dev/pts") || stdout.toString().startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            // No Linux, no /proc: lines are right everywhere.
            return false;
        }
    }

    private static String asJson(DemoResult result) throws JsonProcessingException {
        return new ObjectMapper().writeValueAsString(result);
    }

    private static String inWords(DemoResult result) {
        return "demo: " + result.jobsFinished() + " of " + result.jobsSubmitted() + " jobs finished, "
                + result.serversBooted() + " servers booted, " + result.serversLeft() + " left, " + result.jobsKilled()
                + " jobs killed";
    }
}
