package org.updraft.jobtools.job;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.updraft.htcondor.submit.SubmitPlace;

/**
 * A submit file, and what else was said about its jobs.
 *
 * @param name of the file, as typed
 * @param folder of submission
 * @param outside what the file may refer to
 * @param image name or id; empty if the file says
 * @param executable what runs in place of what the file says
 * @param lines put in before the queue statements
 * @param owner who submits
 * @param queue arguments of a queue statement, if the file has none
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record JobInput(
        String name,
        byte[] bytes,
        Path folder,
        SubmitPlace outside,
        Optional<String> image,
        Optional<String> flavor,
        Optional<String> executable,
        List<String> lines,
        Optional<String> queue,
        InstantSource clock,
        String owner,
        Map<String, String> environment) {
    public JobInput {
        lines = List.copyOf(lines);
    }
}
