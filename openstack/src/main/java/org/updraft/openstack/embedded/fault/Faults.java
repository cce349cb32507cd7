package org.updraft.openstack.embedded.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** The fault rules in force and how often each has hit. Rules are asked in the order in which they were added. */
public final class Faults {
    private final List<Active> rules = new ArrayList<>();
    private final SplittableRandom random;

    public Faults(long seed) {
        random = new SplittableRandom(seed);
    }

    /** What happens to this call, in order; nothing follows an {@link Effect.Answer}. */
    public List<Effect.OnCall> hitting(Call call) {
        List<Effect.OnCall> effects = new ArrayList<>();
        for (Active active : rules) {
            if (active.rule.fits(call) && active.rule.effect() instanceof Effect.OnCall effect && active.hits(random)) {
                effects.add(effect);
                if (effect instanceof Effect.Answer) {
                    break;
                }
            }
        }
        return effects;
    }

    /** The first rule of kind {@code kind} that hits a server of this name. */
    public Optional<Effect.OnServer> hittingServer(String serverName, Predicate<Effect.OnServer> kind) {
        for (Active active : rules) {
            if (active.rule.fitsServer(serverName)
                    && active.rule.effect() instanceof Effect.OnServer effect
                    && kind.test(effect)
                    && active.hits(random)) {
                return Optional.of(effect);
            }
        }
        return Optional.empty();
    }

    public void add(FaultRule rule) {
        rules.add(new Active(rule));
    }

    public void clear() {
        rules.clear();
    }

    /** Takes away the rules of this name; says whether there was one. */
    public boolean remove(String name) {
        return rules.removeIf(active -> active.rule.name().equals(name));
    }

    public List<Tally> tallies() {
        return rules.stream().map(active -> new Tally(active.rule, active.hits)).toList();
    }

    /** A rule and how often it has hit. */
    public record Tally(FaultRule rule, int hits) {}

    private static final class Active {
        private final FaultRule rule;
        private int seen;
        private int hits;

        Active(FaultRule rule) {
            this.rule = rule;
        }

        boolean hits(SplittableRandom random) {
            boolean spent = rule.count().map(count -> hits >= count).orElse(false);
            if (spent || seen++ < rule.after()) {
                return false;
            }
            if (rule.probability() < 1.0 && random.nextDouble() >= rule.probability()) {
                return false;
            }
            hits++;
            return true;
        }
    }
}
