package org.updraft.jobtools.policy;

import java.util.Locale;

/**
 * The name of a submit command or of a job's attribute, the same in every spelling: {@code +VMAMI}, {@code my.vmami}.
 *
 * @param word in lower case, without the sign of an attribute
 * @param attribute put into the job ad as it is, by {@code +Name} or {@code MY.Name}
 */
public record CommandName(String word, boolean attribute) implements Comparable<CommandName> {

    private static final String MY = "my.";

    public static CommandName of(String written) {
        String word = written.strip().toLowerCase(Locale.ROOT);
        if (word.startsWith("+")) {
            return new CommandName(word.substring(1).strip(), true);
        }
        return word.startsWith(MY) ? new CommandName(word.substring(MY.length()), true) : new CommandName(word, false);
    }

    /** A rule for a bare name holds for the attribute of that name too: {@code requirements} covers {@code MY.Requirements}. */
    boolean covers(CommandName other) {
        return word.equals(other.word) && (!attribute || other.attribute);
    }

    // by hand, as those of records are made at run time, which takes longer than all that they are used for here
    @Override
    public boolean equals(Object other) {
        return other instanceof CommandName name && word.equals(name.word) && attribute == name.attribute;
    }

    @Override
    public int hashCode() {
        return word.hashCode();
    }

    @Override
    public int compareTo(CommandName other) {
        int words = word.compareTo(other.word);
        return words == 0 ? Boolean.compare(attribute, other.attribute) : words;
    }

    @Override
    public String toString() {
        return attribute ? "+" + word : word;
    }
}
