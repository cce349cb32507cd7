package org.updraft.jobtools.check;

import java.util.Optional;

/**
 * One thing that is wrong with a job.
 *
 * @param place empty if it stands nowhere in the file, as something that is missing
 * @param message what is wrong, the value, the reason and what to do, in one line
 */
public record Finding(Rule rule, Severity severity, Optional<Place> place, String message) {

    /** Whether the job is refused. */
    public enum Severity {
        ERROR,
        WARNING;

        public String word() {
            return this == ERROR ? "error" : "warning";
        }
    }

    public static Finding error(Rule rule, Place place, String message) {
        return new Finding(rule, Severity.ERROR, Optional.of(place), message);
    }

    public static Finding warning(Rule rule, Place place, String message) {
        return new Finding(rule, Severity.WARNING, Optional.of(place), message);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
