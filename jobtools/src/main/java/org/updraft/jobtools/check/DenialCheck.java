package org.updraft.jobtools.check;

import java.util.List;
import org.updraft.htcondor.submit.Proc;
import org.updraft.htcondor.submit.Span;
import org.updraft.htcondor.submit.Statement;
import org.updraft.htcondor.submit.SubmitError;
import org.updraft.jobtools.policy.CommandName;
import org.updraft.jobtools.policy.Policy;

/** What the site does not let users write: in the file, in those that it includes, and as variables of queue. */
public final class DenialCheck implements ProcCheck {

    private final Policy policy;

    public DenialCheck(Policy policy) {
        this.policy = policy;
    }

    /** @param statements as they were read */
    public void look(List<Statement> statements, Findings findings) {
        for (Statement statement : statements) {
            if (statement instanceof Statement.Assignment assignment) {
                look(assignment.name(), assignment.nameSpan(), findings);
            }
        }
    }

    @Override
    public void look(Proc proc, Findings findings) throws SubmitError {
        for (String name : proc.names()) {
            if (proc.place(name) == null) {
                look(name, proc.queue().argumentSpan(), findings);
            }
        }
        for (String name : proc.attributes().keySet()) {
            if (proc.place("MY." + name) == null) {
                look("+" + name, proc.queue().argumentSpan(), findings);
            }
        }
    }

    private void look(String written, Span span, Findings findings) {
        policy.denial(CommandName.of(written))
                .ifPresent(denial -> findings.error(
                        Rule.DENIED,
                        span,
                        written + " cannot be written here: " + denial.reason() + "; " + denial.remedy()));
    }
}
