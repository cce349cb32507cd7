package org.updraft.htcondor;

import java.util.Comparator;
import java.util.Optional;

/** A job's cluster and proc, written {@code 12.0}. */
public record JobId(int cluster, int proc) implements Comparable<JobId> {

    private static final Comparator<JobId> ORDER =
            Comparator.comparingInt(JobId::cluster).thenComparingInt(JobId::proc);

    /** Reads {@code 12.0}, or {@code 12} as {@code 12.0}; empty if it is neither. */
    public static Optional<JobId> parse(String text) {
        if (!text.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            return Optional.empty();
        }
        int dot = text.indexOf('.');
        return Optional.of(
                dot < 0
                        ? new JobId(Integer.parseInt(text), 0)
                        : new JobId(
                                Integer.parseInt(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1))));
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
