package org.updraft.jobtools.job;

import java.util.List;
import java.util.Optional;
import org.updraft.htcondor.submit.Statement;
import org.updraft.htcondor.submit.SubmitFile;
import org.updraft.jobtools.check.Finding;
import org.updraft.jobtools.check.Target;

/**
 * What an examination came to.
 *
 * @param notDone names of checks that could not be made, with the reason
 * @param failures of what lies outside: a cloud that did not answer
 * @param file as it was read; empty if it could not be
 * @param statements as they were read, with those of included files
 * @param target the worker that the jobs would get, as far as it is known
 * @param procs how many jobs the file queues, as far as they were looked at
 */
public record Examined(
        List<Finding> findings,
        List<String> notDone,
        List<String> failures,
        Optional<SubmitFile> file,
        List<Statement> statements,
        Optional<Target> target,
        int procs) {
    public Examined {
        findings = List.copyOf(findings);
        notDone = List.copyOf(notDone);
        failures = List.copyOf(failures);
        statements = List.copyOf(statements);
    }

    public boolean hasErrors() {
        return findings.stream().anyMatch(Finding::isError);
    }
}
