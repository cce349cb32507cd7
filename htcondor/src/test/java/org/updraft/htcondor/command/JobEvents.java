package org.updraft.htcondor.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the log that HTCondor writes for the owner of jobs. */
final class JobEvents {
    private static final Pattern HEAD = Pattern.compile("(\\d{3}) \\(\\d+\\.\\d+\\.\\d+\\) .*");
    private static final Map<String, String> NAMES = Map.of(
            "000", "submitted",
            "001", "executing",
            "004", "evicted",
            "005", "terminated",
            "007", "shadow exception",
            "009", "removed",
            "022", "disconnected");
    /** Image size, and files that were transferred. */
    private static final List<String> OF_NO_MEANING_HERE = List.of("006", "040");

    private JobEvents() {}

    /** How many of each kind there are; a kind without a name goes by its number. */
    static Map<String, Integer> count(Path log) throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        for (String line : Files.readAllLines(log)) {
            Matcher head = HEAD.matcher(line);
            if (head.matches() && !OF_NO_MEANING_HERE.contains(head.group(1))) {
                counts.merge(NAMES.getOrDefault(head.group(1), head.group(1)), 1, Integer::sum);
            }
        }
        return counts;
    }
}
