package org.updraft.htcondor;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A job's cluster and proc, written {@code 12.0}. */
public record JobId(int cluster, int proc) implements Comparable<JobId> {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,10})(?:\\.([0-9]{1,10}))?");
    private static final Comparator<JobId> ORDER =
            Comparator.comparingInt(JobId::cluster).thenComparingInt(JobId::proc);

    /** Reads {@code 12.0}, or {@code 12} as {@code 12.0}; empty if it is neither. */
    public static Optional<JobId> parse(String text) {
        Matcher ids = TEXT.matcher(text);
        if (!ids.matches()) {
            return Optional.empty();
        }
        long cluster = Long.parseLong(ids.group(1));
        long proc = ids.group(2) == null ? 0 : Long.parseLong(ids.group(2));
        return cluster <= Integer.MAX_VALUE && proc <= Integer.MAX_VALUE
                ? Optional.of(new JobId((int) cluster, (int) proc))
                : Optional.empty();
    }

    @Override
    public int compareTo(JobId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return cluster + "." + proc;
    }
}
