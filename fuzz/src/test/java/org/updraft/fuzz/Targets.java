package org.updraft.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Everything that reads what others have written. */
final class Targets {

    private Targets() {}

    static List<Target> all() {
        List<Target> all = new ArrayList<>(SubmitTargets.all());
        all.addAll(CondorTargets.all());
        all.addAll(OpenStackTargets.all());
        all.addAll(FileTargets.all());
        all.addAll(ServiceTargets.all());
        all.addAll(ConsoleTargets.all());
        return List.copyOf(all);
    }
}
