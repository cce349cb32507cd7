package org.updraft.htcondor.submit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What condor_submit -dry-run said of a file: its exit status, and every proc's whole ad.
 *
 * @param procs those that it had printed before it stopped, if it did
 */
record RecordedSubmission(int exit, List<Map<String, String>> procs) {

    /** @param lines first {@code # exit N}; then the ads, each ended by a dot; procs say only what differs from the first of their cluster */
    static RecordedSubmission parse(List<String> lines) {
        List<Map<String, String>> procs = new ArrayList<>();
        Map<String, String> cluster = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Map<String, String> ad = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        boolean first = true;
        for (String line : lines.subList(1, lines.size())) {
            int equals = line.indexOf('=');
            if (line.equals(".")) {
                if (first) {
                    cluster = ad;
                }
                procs.add(ad);
                first = false;
                ad = new TreeMap<>(cluster);
            } else if (line.startsWith("ClusterId=")) {
                ad = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                first = true;
            } else if (equals > 0 && line.substring(0, equals).strip().matches("\\w+")) {
                ad.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return new RecordedSubmission(Integer.parseInt(lines.getFirst().substring("# exit ".length())), procs);
    }

    static RecordedSubmission read(Path file) throws IOException {
        // substrings of UTF-8 are of bytes
        return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList());
    }

    boolean taken() {
        return exit == 0;
    }

    /** Of each proc the attributes that tests name T, T1 to T9, U and so on, without those that HTCondor makes. */
    static Map<String, String> own(Map<String, String> ad) {
        Map<String, String> own = new LinkedHashMap<>();
        ad.forEach((name, value) -> {
            if (name.matches("[T-Zt-z][0-9]?")) {
                own.put(name.toUpperCase(java.util.Locale.ROOT), value);
            }
        });
        return own;
    }
}
