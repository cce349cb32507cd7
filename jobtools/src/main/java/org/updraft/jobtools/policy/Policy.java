package org.updraft.jobtools.policy;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A site's rules about submit commands. Names are kept in the order of the files, so that the same files give the same lines.
 *
 * @param deny what no user may write, and why
 * @param presets put in where the file says nothing, by the name as spelled in the rules
 * @param forced put in whatever the file says
 * @param appended added behind a comma to what the file says
 * @param lifted names whose denial is lifted
 */
public record Policy(
        Map<CommandName, Denial> deny,
        Map<String, String> presets,
        Map<String, String> forced,
        Map<String, String> appended,
        Set<CommandName> lifted) {

    public static final Policy NOTHING = new Policy(Map.of(), Map.of(), Map.of(), Map.of(), Set.of());

    /** @param remedy what to write instead */
    public record Denial(String reason, String remedy) {}

    /** Why the name may not be written; empty if it may. */
    public Optional<Denial> denial(CommandName written) {
        for (Map.Entry<CommandName, Denial> rule : deny.entrySet()) {
            if (rule.getKey().covers(written) && lifted.stream().noneMatch(name -> name.covers(written))) {
                return Optional.of(rule.getValue());
            }
        }
        return Optional.empty();
    }

    /** Whether users may write Requirements of their own, to which ours are added. */
    public boolean allowsRequirements() {
        return denial(CommandName.of("requirements")).isEmpty();
    }

    /** With rules of somebody who is trusted as much: they win, and may lift a denial. */
    public Policy under(Policy later) {
        Set<CommandName> allowed = new LinkedHashSet<>(lifted);
        allowed.addAll(later.lifted);
        // what is denied anew is denied, whoever lifted it before
        allowed.removeIf(name -> later.deny.keySet().stream().anyMatch(rule -> rule.covers(name)));
        return merged(later, allowed);
    }

    /** With a user's own rules: they add, and lift no denial. */
    public Policy withUsers(Policy users) {
        return merged(users, lifted);
    }

    private Policy merged(Policy later, Set<CommandName> allowed) {
        return new Policy(
                both(deny, later.deny),
                both(presets, later.presets),
                both(forced, later.forced),
                both(appended, later.appended),
                allowed);
    }

    private static <K, V> Map<K, V> both(Map<K, V> first, Map<K, V> second) {
        Map<K, V> all = new LinkedHashMap<>(first);
        all.putAll(second);
        return all;
    }
}
