package org.updraft.htcondor.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.updraft.htcondor.CondorException;

/** {@code condor_submit}. */
public final class SubmitTool {

    private static final String TOOL = "condor_submit";

    private final CondorTools tools;
    private final Optional<String> schedd;

    /** @param schedd empty: the one of this machine */
    public SubmitTool(CondorTools tools, Optional<String> schedd) {
        this.tools = tools;
        this.schedd = schedd.map(Names::requireSchedd);
    }

    /**
     * Jobs that are in the queue now.
     *
     * @param clusters in the order of the file
     * @param words what condor_submit warned of; may be empty
     */
    public record Submitted(List<Cluster> clusters, String words) {
        public Submitted {
            clusters = List.copyOf(clusters);
        }

        public int jobs() {
            return clusters.stream().mapToInt(Cluster::jobs).sum();
        }
    }

    /** @param jobs how many it has */
    public record Cluster(int number, int jobs) {}

    /** @throws CondorException with condor_submit's own words if it does not take the file, or if what it did is not known */
    public Submitted submit(Path file) throws CondorException {
        ToolCall call =
                schedd.map(name -> tools.local(TOOL).with("-name", name)).orElse(tools.local(TOOL));
        CondorTools.Order order = tools.order(call.with("-terse", file.toString()), "");
        order.requireDone();
        List<Cluster> clusters = new ArrayList<>();
        for (String line : order.output().split("\n", -1)) {
            cluster(line).ifPresent(clusters::add);
        }
        if (clusters.isEmpty()) {
            throw new CondorException.Refused(
                    "condor_submit ended well and named no cluster: " + Excerpt.of(order.output(), 300), null);
        }
        return new Submitted(clusters, order.reply().complaint().strip());
    }

    /** The ads as condor_submit would hand them to the schedd; nothing is submitted. */
    public String dryRun(Path file) throws CondorException {
        CondorTools.Order order = tools.order(tools.local(TOOL).with("-dry-run", "-", file.toString()), "");
        order.requireDone();
        return order.output();
    }

    /** {@code 12.0 - 12.9}, as -terse prints for each cluster. */
    private static Optional<Cluster> cluster(String line) {
        String[] ends = line.strip().split(" - ", -1);
        if (ends.length != 2) {
            return Optional.empty();
        }
        Optional<int[]> first = id(ends[0]);
        Optional<int[]> last = id(ends[1]);
        return first.isEmpty() || last.isEmpty() || first.get()[0] != last.get()[0]
                ? Optional.empty()
                : Optional.of(new Cluster(first.get()[0], last.get()[1] - first.get()[1] + 1));
    }

    private static Optional<int[]> id(String text) {
        int dot = text.indexOf('.');
        try {
            return dot < 0
                    ? Optional.empty()
                    : Optional.of(new int[] {
                        Integer.parseInt(text.substring(0, dot).strip()),
                        Integer.parseInt(text.substring(dot + 1).strip())
                    });
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
