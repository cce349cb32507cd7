package org.updraft.htcondor.submit;

import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** What a submit file says about one proc: its submit commands with all macros expanded, the last of each name. */
public interface SubmitCommands {

    /**
     * The value of a command, without blanks around it.
     *
     * @param name in any case; an attribute of the job ad as {@code MY.Name}
     * @return null if the file does not set it; empty if it sets it to nothing
     * @throws SubmitError if its macros cannot be expanded
     */
    @Nullable
    String value(String name) throws SubmitError;

    /** Where the value stands; null if the file does not set it, or a queue statement does. */
    @Nullable
    Span place(String name);

    /** Names of all commands and macros that the file sets, in lower case; without those of {@link #attributes}. */
    SortedSet<String> names();

    /** Attributes put into the job ad as they are ({@code +Name} and {@code MY.Name}), by name as spelled, in the file's order. */
    Map<String, String> attributes() throws SubmitError;
}
