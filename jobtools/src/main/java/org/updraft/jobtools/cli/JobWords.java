package org.updraft.jobtools.cli;

import java.util.List;
import java.util.Optional;

/**
 * What validate and submit take alike.
 *
 * @param queue the arguments of a queue statement for a file that has none
 * @param append lines put behind the file's, before its queue statements
 */
record JobWords(
        String file,
        Optional<String> image,
        Optional<String> flavor,
        Optional<String> certificate,
        Optional<String> user,
        Optional<String> executable,
        Optional<String> cloudConfig,
        Optional<String> queue,
        List<String> append,
        Optional<String> site,
        boolean offline,
        boolean allowCommands) {
    JobWords {
        append = List.copyOf(append);
    }
}
