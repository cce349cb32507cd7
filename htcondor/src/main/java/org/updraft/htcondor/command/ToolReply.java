package org.updraft.htcondor.command;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * What came back from a tool.
 *
 * @param exitValue the tool's; meaningless if it was killed
 * @param complaint stderr, its first 16 KiB
 * @param killedAfter its deadline, if it did not end before it
 * @param unreadable why stdout could not be read as what it should be
 */
record ToolReply(int exitValue, String complaint, Optional<Duration> killedAfter, Optional<IOException> unreadable) {

    /** For logs: what is wrong with it, in a line. */
    String why() {
        return Excerpt.of(
                "exit value %d %s %s"
                        .formatted(
                                exitValue,
                                complaint,
                                unreadable.map(IOException::getMessage).orElse("")),
                300);
    }
}
