package org.updraft.autoscaler.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.updraft.autoscaler.pool.Autopsy;
import org.updraft.autoscaler.pool.Stage;

/** Says in sentences why a worker did not join. */
public final class WhyUnjoined {

    private WhyUnjoined() {}

    /** The conclusion, what it rests on, and what to do. */
    public static List<String> sentences(Autopsy autopsy) {
        List<String> sentences = new ArrayList<>();
        sentences.add("It did not join the pool, as " + autopsy.cause().words() + ": " + autopsy.words()
                + ". What to do: " + autopsy.cause().remedy() + ".");
        if (!autopsy.status().isEmpty()) {
            sentences.add("Its server was " + autopsy.status() + " when that was found out, at " + autopsy.at() + "; "
                    + reached(autopsy.reached()) + ".");
        }
        autopsy.fault()
                .filter(fault -> !autopsy.words().contains(fault))
                .ifPresent(fault -> sentences.add("The cloud says: " + fault));
        autopsy.actions().stream()
                .filter(action -> action.contains(" failed "))
                .findFirst()
                .ifPresent(action -> sentences.add("The cloud's own record of it: " + action + "."));
        autopsy.unread().forEach(words -> sentences.add("Could not be read: " + words + "."));
        return sentences;
    }

    private static String reached(Optional<Stage> stage) {
        return stage.map(last -> "its machine had come as far as: " + last.label())
                .orElse("its machine had reported nothing");
    }
}
