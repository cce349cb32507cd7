package org.updraft.htcondor.vmjob;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import org.updraft.htcondor.JobGroup.Malformed;

/** Collects what could not be read, each with an excerpt that is fit for any message. */
final class Faults {
    private final List<Malformed> found = new ArrayList<>();

    void add(String attribute, String value, String remedy) {
        found.add(new Malformed(attribute, excerpt(value), remedy));
    }

    List<Malformed> found() {
        return List.copyOf(found);
    }

    static String excerpt(String value) {
        String printable = value.codePoints()
                .limit(80)
                .mapToObj(c -> (c >= ' ' && c < 0x7f) || Character.isLetterOrDigit(c) ? Character.toString(c) : "?")
                .collect(joining());
        return value.length() > 80 ? printable.substring(0, 79) + "…" : printable;
    }
}
