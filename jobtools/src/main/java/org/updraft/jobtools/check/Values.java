package org.updraft.jobtools.check;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.updraft.htcondor.submit.Proc;
import org.updraft.htcondor.submit.Span;
import org.updraft.htcondor.submit.SubmitError;

/** A command's value in a proc, and where it stands. */
record Values(String command, String text, Span span) {

    /** Under the first of its names that is set to something; null if none is. */
    static @Nullable Values of(Proc proc, String... names) throws SubmitError {
        for (String name : names) {
            String text = proc.value(name);
            if (text != null && !text.isEmpty()) {
                Span span = proc.place(name);
                return new Values(name, text, span == null ? proc.queue().argumentSpan() : span);
            }
        }
        return null;
    }

    /** Empty if it can be no path on this machine; condor_submit says more of that than we could. */
    static Optional<Path> path(Path folder, String text) {
        try {
            return Optional.of(folder.resolve(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** In a message: bounded. */
    static String shown(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }

    boolean isTrue() {
        return text.equalsIgnoreCase("true")
                || text.equalsIgnoreCase("yes")
                || text.equals("1")
                || text.equalsIgnoreCase("t");
    }
}
