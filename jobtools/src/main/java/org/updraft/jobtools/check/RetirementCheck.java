package org.updraft.jobtools.check;

import org.updraft.htcondor.submit.Proc;
import org.updraft.htcondor.submit.SubmitError;

/** A job that says it needs no time to retire would be ended by every drain; the workers do not take it at all. */
public final class RetirementCheck implements ProcCheck {

    @Override
    public void look(Proc proc, Findings findings) throws SubmitError {
        Values own = Values.of(proc, "max_job_retirement_time", "maxjobretirementtime", "MY.MaxJobRetirementTime");
        if (own != null) {
            findings.error(
                    Rule.REFUSES_RETIREMENT,
                    own.span(),
                    own.command() + " = " + Values.shown(own.text())
                            + " lets HTCondor end the job in the midst when its worker retires, so no worker takes it;"
                            + " remove the line");
        }
        Values nice = Values.of(proc, "nice_user", "niceuser", "MY.NiceUser");
        if (nice != null && nice.isTrue()) {
            findings.error(
                    Rule.REFUSES_RETIREMENT,
                    nice.span(),
                    nice.command() + " = " + Values.shown(nice.text())
                            + " sets MaxJobRetirementTime to 0, so no worker takes the job; remove the line, and use"
                            + " priority = -10 to let others go first");
        }
    }
}
