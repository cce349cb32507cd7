package org.updraft.jobtools.check;

import java.util.Locale;
import org.updraft.htcondor.submit.Proc;
import org.updraft.htcondor.submit.SubmitError;

/** Universes that have no place on a worker. */
public final class UniverseCheck implements ProcCheck {

    @Override
    public void look(Proc proc, Findings findings) throws SubmitError {
        Values universe = Values.of(proc, "universe");
        if (universe == null) {
            return;
        }
        switch (universe.text().toLowerCase(Locale.ROOT)) {
            case "vanilla", "5", "container", "docker" -> {
                // runs on a worker
            }
            case "scheduler", "local", "7", "12" ->
                findings.warning(
                        Rule.UNIVERSE,
                        universe.span(),
                        "universe = " + universe.text()
                                + " runs on the access point itself, so no worker is booted for it; write universe ="
                                + " vanilla if it shall run on one");
            case "parallel", "mpi", "11", "8" ->
                findings.error(
                        Rule.UNIVERSE,
                        universe.span(),
                        "universe = " + universe.text()
                                + " needs several machines at once, which are not booted; write universe = vanilla");
            default ->
                findings.error(
                        Rule.UNIVERSE,
                        universe.span(),
                        "universe = " + Values.shown(universe.text())
                                + " does not run on workers of this pool; write universe = vanilla");
        }
    }
}
