package org.updraft.jobtools.check;

import org.updraft.htcondor.submit.Proc;
import org.updraft.htcondor.submit.SubmitError;

/** Looks at one proc after the other. */
@FunctionalInterface
public interface ProcCheck {

    /** @throws SubmitError if a value that it needs cannot be expanded */
    void look(Proc proc, Findings findings) throws SubmitError;
}
