package org.updraft.jobtools.augment;

import java.util.List;
import java.util.Optional;
import org.updraft.jobtools.check.Target;
import org.updraft.jobtools.policy.Policy;

/**
 * What is added to a user's file.
 *
 * @param target the worker that its jobs shall get; empty where image and flavor are not known
 * @param cargo a certificate
 * @param executable what runs in place of what the file says
 * @param cloudConfig what +VMAMIConfig shall say, such as {@code spool:…}
 * @param lines put in before each queue statement as they are
 * @param queue arguments of a queue statement at the end
 */
public record Additions(
        Policy policy,
        Optional<Target> target,
        Optional<Cargo> cargo,
        Optional<String> executable,
        Optional<String> cloudConfig,
        List<String> lines,
        Optional<String> queue) {
    public Additions {
        lines = List.copyOf(lines);
    }
}
