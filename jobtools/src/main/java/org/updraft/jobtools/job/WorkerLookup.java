package org.updraft.jobtools.job;

import java.util.List;
import java.util.Optional;
import org.updraft.jobtools.check.Finding;
import org.updraft.jobtools.check.Target;

/** Finds out which worker a job would get. */
@FunctionalInterface
public interface WorkerLookup {

    /**
     * @param image name or id, as the user gave it
     * @param flavor name or id
     */
    Answer look(Optional<String> image, Optional<String> flavor);

    /** What came of it. */
    sealed interface Answer {
        /**
         * @param findings such as a flavor that is too small for the image
         * @param notDone checks for which somebody did not answer who need not
         */
        record Known(Target target, List<Finding> findings, List<String> notDone) implements Answer {}

        /** There is none of that name, or several. */
        record Unknown(List<Finding> findings) implements Answer {}

        /**
         * Nobody was asked.
         *
         * @param why in a few words
         */
        record NotAsked(String why) implements Answer {}

        /**
         * Somebody was asked and did not answer.
         *
         * @param words for the user
         */
        record Failed(String words) implements Answer {}
    }

    /** Asks nobody. */
    static WorkerLookup none(String why) {
        return (image, flavor) -> new Answer.NotAsked(why);
    }
}
