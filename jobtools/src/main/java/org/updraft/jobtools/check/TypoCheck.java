package org.updraft.jobtools.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.updraft.autoscaler.yaml.Nearest;
import org.updraft.htcondor.submit.CommandNames;
import org.updraft.htcondor.submit.Statement;

/**
 * Names that condor_submit does not act on and that nothing in the file uses, spelled nearly like one that it does act on: it takes
 * {@code transfer_input_file = a} without a word.
 */
public final class TypoCheck {

    private static final int SHORTEST = 4;
    private static final String REQUEST = "request_";

    /** @param statements as they were read */
    public void look(List<Statement> statements, Findings findings) {
        StringBuilder texts = new StringBuilder();
        for (Statement statement : statements) {
            texts.append(statement.span().text().toLowerCase(Locale.ROOT));
        }
        String uses = texts.toString();
        for (Statement statement : statements) {
            if (statement instanceof Statement.Assignment assignment && isUnknown(assignment.name(), uses)) {
                near(assignment.name())
                        .ifPresent(command -> findings.warning(
                                Rule.UNKNOWN_COMMAND,
                                assignment.nameSpan(),
                                effect(assignment.name()) + "; did you mean " + command + "?"));
            }
        }
    }

    private static boolean isUnknown(String name, String uses) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean attribute = lower.startsWith("+") || lower.startsWith("my.");
        return !attribute
                && lower.length() >= SHORTEST
                && !CommandNames.knows(lower)
                && !uses.contains("$(" + lower)
                && !uses.contains("(" + lower + ")")
                && !uses.contains("(" + lower + ",");
    }

    private static String effect(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith(REQUEST)
                ? name + " asks for a resource named " + name.substring(REQUEST.length())
                        + ", which no worker has, so that the job would wait for ever"
                : name + " is no command of HTCondor, and nothing in the file uses it, so it has no effect";
    }

    private static Optional<String> near(String name) {
        return Nearest.to(name, CommandNames.all());
    }
}
