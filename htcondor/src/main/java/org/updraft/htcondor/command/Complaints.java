package org.updraft.htcondor.command;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.updraft.htcondor.CondorException;

/** Turns what a failed tool says into what the caller does next, with a remedy for a human. */
final class Complaints {

    /** A way in which tools fail; the first whose words occur holds. */
    private record Known(Pattern words, boolean refused, String remedy) {
        static Known refused(String words, String remedy) {
            return new Known(Pattern.compile(words), true, remedy);
        }

        static Known unreachable(String words, String remedy) {
            return new Known(Pattern.compile(words), false, remedy);
        }
    }

    /** Said by condor_hold, which ends with 0 and holds nothing, while the schedd has not counted the first jobs of an empty queue. */
    static final String NOT_COUNTED_YET = "no jobs in the queue";

    private static final List<Known> KNOWN = List.of(
            Known.refused(
                    "unrecognized argument|[Uu]nknown option|[Ii]nvalid argument|^Usage:",
                    "These tools do not know an option; Updraft needs HTCondor %s or newer."
                            .formatted(CondorVersion.LOWEST)),
            Known.refused("Parse error", "The expression is not one for HTCondor; please report this."),
            Known.refused(
                    "AUTHENTICATE:|SECMAN:2010|[Nn]ot authorized|[Pp]ermission denied|PERMISSION DENIED|DENIED",
                    "Check the service's token (SEC_TOKEN_DIRECTORY) and the pool's ALLOW_ settings; `updraft pool-config` prints them."),
            Known.refused(
                    "[Ss]igning key|Failed to generate a token|[Cc]annot find (the )?key|Failed to (find|read|open).*(key|password)",
                    "Check that the signing key exists and the service's user may read it (SEC_PASSWORD_DIRECTORY)."),
            Known.refused(
                    "Couldn't find/hold all jobs",
                    "The service's user may not hold others' jobs; add it to QUEUE_SUPER_USERS of the schedd, or set hold.enabled to false."),
            Known.unreachable(
                    NOT_COUNTED_YET,
                    "The schedd has not counted its newest jobs yet, so that none was changed; it will have in a few seconds."),
            Known.unreachable(
                    "Failed to start DRAIN_JOBS",
                    "Either the worker's startd is gone, or these tools show no credential: check the service's token and that its"
                            + " configuration has `use SECURITY:recommended_v9_0`."),
            Known.unreachable(
                    "failed to send classad",
                    "Either the collector is away, or the service's token lacks ADVERTISE_STARTD or ADVERTISE_MASTER."),
            Known.unreachable(
                    "no record of schedd|find address (for|of) schedd",
                    "The schedd is down, was just started, or pool.schedds names it wrongly; compare with `condor_status -schedd`."),
            Known.unreachable(
                    "find address for (startd|master)",
                    "The machine has no ad: it has not joined, has left, or the collector was just started; see `condor_status -any`."),
            Known.unreachable(
                    "condor_collector|communication error|[Cc]an't find address for collector|^ERROR: \\(null\\)",
                    "Check that the collector runs, and its address in pool.collector."),
            Known.unreachable(
                    "Failed to fetch ads",
                    "The schedd hangs, is restarting, or is too busy to answer in time; see its SchedLog."));

    private Complaints() {}

    static boolean isClean(ToolReply reply) {
        return reply.killedAfter().isEmpty()
                && reply.exitValue() == 0
                && reply.complaint().isBlank()
                && reply.unreadable().isEmpty();
    }

    /** Lets pass only a tool that ended by itself with 0, complained of nothing and printed what could be read. */
    static void requireClean(ToolCall call, ToolReply reply) throws CondorException {
        requireEnded(call, reply);
        if (reply.exitValue() != 0 || !reply.complaint().isBlank()) {
            throw failure(call, reply, reply.complaint());
        }
        Optional<IOException> unreadable = reply.unreadable();
        if (unreadable.isPresent()) {
            throw new CondorException.Unreachable(
                    "%s ended with 0, but its answer cannot be read: %s. Run it by hand and look at its output."
                            .formatted(
                                    call,
                                    Excerpt.of(String.valueOf(unreadable.get().getMessage()), 300)),
                    unreadable.get());
        }
    }

    static void requireEnded(ToolCall call, ToolReply reply) throws CondorException {
        Optional<Duration> deadline = reply.killedAfter();
        if (deadline.isPresent()) {
            throw new CondorException.Unreachable(
                    "%s did not end within %d s and was killed. The daemon hangs or is overloaded, or the deadline is too short."
                            .formatted(call, deadline.get().toSeconds()),
                    null);
        }
    }

    static CondorException failure(ToolCall call, ToolReply reply, String words) {
        String said = Excerpt.of(words, 400).replaceAll("[.]+$", "");
        Optional<Known> known =
                KNOWN.stream().filter(k -> k.words().matcher(said).find()).findFirst();
        String message = "%s ended with %d and said: %s. %s"
                .formatted(
                        call,
                        reply.exitValue(),
                        said.isEmpty() ? "nothing" : said,
                        known.map(Known::remedy).orElse("Run it by hand as the service's user."));
        return known.isPresent() && known.get().refused()
                ? new CondorException.Refused(message, null)
                : new CondorException.Unreachable(message, null);
    }
}
