package org.updraft.jobtools.check;

import org.updraft.htcondor.submit.Proc;
import org.updraft.htcondor.submit.SubmitError;
import org.updraft.htcondor.submit.ad.JobAd;
import org.updraft.htcondor.submit.ad.SubmitHost;

/** That condor_submit takes the values of all commands; looked at last, and only where nothing else is wrong. */
public final class JobAdCheck implements ProcCheck {

    private final SubmitHost host;

    public JobAdCheck(SubmitHost host) {
        this.host = host;
    }

    @Override
    public void look(Proc proc, Findings findings) throws SubmitError {
        if (findings.hasErrors()) {
            return;
        }
        try {
            JobAd.check(proc, host);
        } catch (SubmitError e) {
            findings.error(
                    Rule.JOB_AD, e.place(), e.getMessage() + "; condor_submit would refuse it: correct the value");
        }
    }
}
