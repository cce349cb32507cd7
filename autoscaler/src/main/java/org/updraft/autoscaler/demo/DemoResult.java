package org.updraft.autoscaler.demo;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** How a demo ended; the names are those of its JSON. */
public record DemoResult(
        int jobsSubmitted,
        int jobsFinished,
        int jobsKilled,
        int serversBooted,
        int serversLeft,
        long turns,
        long simulatedSeconds) {

    /** Every job finished, none was killed, nothing is left. */
    @JsonIgnore
    public boolean isClean() {
        return jobsFinished == jobsSubmitted && jobsKilled == 0 && serversLeft == 0;
    }
}
