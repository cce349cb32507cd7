package org.updraft.htcondor.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.updraft.htcondor.CondorException;

/**
 * What the collector allows us, by {@code condor_ping}. A worker decides about drains itself, but its configuration comes from
 * our template and names the same identity: who is ADMINISTRATOR at the collector is that there too.
 */
public final class CondorRights {

    /** {@code ADMINISTRATOR IDTOKENS AES AES ALLOW updraft@example.org}; FAIL or DENY in place of ALLOW. */
    private static final Pattern ROW =
            Pattern.compile("\\s*([A-Z_]+)\\s+\\S+\\s+\\S+\\s+\\S+\\s+(ALLOW|DENY|FAIL)\\b.*");

    private final CondorTools tools;

    public CondorRights(CondorTools tools) {
        this.tools = tools;
    }

    /**
     * Asks for each authorization level of HTCondor ({@code READ}, {@code ADMINISTRATOR}, …) whether we have it.
     *
     * @throws CondorException.Unreachable if the collector said nothing about one of them
     */
    public Map<String, Boolean> at(List<String> levels) throws CondorException {
        ToolCall call = tools.aimed("condor_ping").with("-type", "COLLECTOR", "-table");
        for (String level : levels) {
            call = call.with(Names.requireSetting(level));
        }
        CondorTools.Order order = tools.order(call, "");
        Map<String, Boolean> rights = new LinkedHashMap<>();
        for (String line : order.output().lines().toList()) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rights.put(row.group(1), row.group(2).equals("ALLOW"));
            }
        }
        if (!rights.keySet().containsAll(levels)) {
            throw new CondorException.Unreachable(
                    "%s did not tell about all of %s, but: %s".formatted(call, levels, order.words()), null);
        }
        return rights;
    }
}
