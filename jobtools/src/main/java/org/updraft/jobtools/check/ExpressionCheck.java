package org.updraft.jobtools.check;

import java.util.List;
import java.util.Map;
import org.updraft.htcondor.classad.expression.Dialect;
import org.updraft.htcondor.classad.expression.Expression;
import org.updraft.htcondor.classad.expression.ExpressionError;
import org.updraft.htcondor.submit.Arguments;
import org.updraft.htcondor.submit.Proc;
import org.updraft.htcondor.submit.Span;
import org.updraft.htcondor.submit.SubmitError;

/** That arguments and expressions are what condor_submit takes for such, also those that are put into the ad as they are. */
public final class ExpressionCheck implements ProcCheck {

    private static final List<String> COMMANDS = List.of(
            "requirements",
            "rank",
            "periodic_hold",
            "periodic_release",
            "periodic_remove",
            "on_exit_hold",
            "on_exit_remove",
            "leave_in_queue",
            "retry_until");

    @Override
    public void look(Proc proc, Findings findings) throws SubmitError {
        for (String command : COMMANDS) {
            Values value = Values.of(proc, command);
            if (value != null) {
                look(command, value.text(), value.span(), findings);
            }
        }
        Values arguments = Values.of(proc, "arguments", "args");
        if (arguments != null) {
            Arguments.parse(arguments.text(), arguments.span());
        }
        for (Map.Entry<String, String> attribute : proc.attributes().entrySet()) {
            Span span = proc.place("MY." + attribute.getKey());
            if (!attribute.getValue().isEmpty()) {
                look(
                        "+" + attribute.getKey(),
                        attribute.getValue(),
                        span == null ? proc.queue().argumentSpan() : span,
                        findings);
            }
        }
    }

    private static void look(String command, String text, Span span, Findings findings) {
        if (text.contains("$$(")) {
            // the negotiator makes it whole
            return;
        }
        try {
            Expression.parse(text, Dialect.OLD);
        } catch (ExpressionError e) {
            findings.error(
                    Rule.JOB_AD,
                    // where macros were replaced, the place of the mistake is not in the file
                    span.text().equals(text) ? span.at(e.offset()) : span,
                    command + " = " + Values.shown(text) + " is no expression: " + e.getMessage()
                            + "; strings stand in double quotes, as in +Name = \"value\"");
        }
    }
}
