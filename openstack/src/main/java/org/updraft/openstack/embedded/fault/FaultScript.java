package org.updraft.openstack.embedded.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Fault rules as text, JSON or YAML: a list of rules, or an object whose {@code faults} is one. A rule has {@code name},
 * conditions ({@code service, operation, method, path, server, after, count, probability}) and exactly one effect:
 *
 * <pre>{@code
 * faults:
 *   - {name: slow down, operation: servers.create, count: 3, status: 429, retryAfter: 2s}
 *   - {name: lost,      operation: servers.create, server: ^w7, count: 1, lostReply: 502}   # or: close
 *   - {name: laggard,   service: network, delay: 3s, probability: 0.1}
 *   - {name: blink,     operation: servers.list, after: 4, count: 1, partialPage: 2}
 *   - {name: log out,   service: compute, count: 1, expiredToken: true}
 *   - {name: hang,      server: ^w3, stuckBuild: true}
 *   - {name: full,      server: ^g, buildError: "No valid host was found. "}               # code: 500
 *   - {name: molasses,  server: ^w4, buildTakes: 20m}
 *   - {name: panic,     server: ^w8, console: "Kernel panic - not syncing"}                # it never joins
 *   - {name: clinging,  server: ^w5, count: 2, deleteFails: "Failed to terminate instance"}
 *   - {name: slow end,  server: ^w6, deleteTakes: 5m}
 * }</pre>
 */
public final class FaultScript {
    private static final int RULES_MAX = 1000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Set<String> CONDITIONS =
            Set.of("name", "service", "operation", "method", "path", "server", "after", "count", "probability");
    private static final Map<String, Set<String>> EFFECTS = Map.ofEntries(
            Map.entry("delay", Set.of()),
            Map.entry("status", Set.of("body", "retryAfter")),
            Map.entry("lostReply", Set.of()),
            Map.entry("partialPage", Set.of()),
            Map.entry("expiredToken", Set.of()),
            Map.entry("stuckBuild", Set.of()),
            Map.entry("buildError", Set.of("code")),
            Map.entry("buildTakes", Set.of()),
            Map.entry("console", Set.of()),
            Map.entry("deleteFails", Set.of()),
            Map.entry("deleteTakes", Set.of()));

    private FaultScript() {}

    /** @throws IllegalArgumentException that says which rule is wrong, and how */
    public static List<FaultRule> parse(String text) {
        JsonNode tree = tree(text);
        JsonNode list = tree.isArray() ? tree : tree.path("faults");
        if (!list.isArray() || list.size() > RULES_MAX) {
            throw new IllegalArgumentException(
                    "a fault script is a list of at most " + RULES_MAX + " rules, or an object with one named faults");
        }
        List<FaultRule> rules = new ArrayList<>();
        for (JsonNode node : list) {
            String name = node.path("name").asText("rule " + (rules.size() + 1));
            try {
                rules.add(rule(name, node));
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException("fault rule '" + name + "': " + wrong.getMessage(), wrong);
            }
        }
        return rules;
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            return yaml(text);
        }
    }

    private static JsonNode yaml(String text) {
        try {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            return JSON.valueToTree(new Yaml(new SafeConstructor(options)).load(text));
        } catch (YAMLException broken) {
            throw new IllegalArgumentException("neither JSON nor YAML: " + broken.getMessage(), broken);
        }
    }

    private static FaultRule rule(String name, JsonNode node) {
        String effect = effectKey(node);
        return new FaultRule(
                name,
                text(node, "service"),
                text(node, "operation"),
                text(node, "method"),
                text(node, "path").map(FaultScript::pattern),
                text(node, "server").map(FaultScript::pattern),
                number(node, "after").orElse(0),
                number(node, "count"),
                probability(node),
                effect(node, effect));
    }

    private static String effectKey(JsonNode node) {
        TreeSet<String> effects = new TreeSet<>();
        node.fieldNames().forEachRemaining(key -> {
            if (EFFECTS.containsKey(key)) {
                effects.add(key);
            }
        });
        if (effects.size() != 1) {
            throw new IllegalArgumentException(
                    "needs exactly one of " + new TreeSet<>(EFFECTS.keySet()) + ", has " + effects);
        }
        String effect = effects.first();
        Set<String> allowed = EFFECTS.getOrDefault(effect, Set.of());
        node.fieldNames().forEachRemaining(key -> {
            if (!key.equals(effect) && !CONDITIONS.contains(key) && !allowed.contains(key)) {
                throw new IllegalArgumentException("unknown key '" + key + "'; known are " + new TreeSet<>(CONDITIONS)
                        + " and with " + effect + " " + new TreeSet<>(allowed));
            }
        });
        return effect;
    }

    private static Effect effect(JsonNode node, String key) {
        String value = node.path(key).asText("");
        return switch (key) {
            case "delay" -> new Effect.Delay(duration(value));
            case "status" ->
                new Effect.Answer(
                        status(node),
                        text(node, "body"),
                        text(node, "retryAfter").map(FaultScript::duration));
            case "lostReply" -> new Effect.LostReply(closes(value));
            case "partialPage" -> new Effect.PartialPage(number(node, key).orElse(0));
            case "expiredToken" -> new Effect.ExpiredToken();
            case "stuckBuild" -> new Effect.StuckBuild();
            case "buildError" -> new Effect.BuildError(number(node, "code").orElse(500), value);
            case "buildTakes" -> new Effect.BuildTakes(duration(value));
            case "console" -> new Effect.Console(value);
            case "deleteFails" -> new Effect.DeleteFails(value);
            case "deleteTakes" -> new Effect.DeleteTakes(duration(value));
            default -> throw new IllegalArgumentException("no effect: " + key);
        };
    }

    private static int status(JsonNode node) {
        int status = number(node, "status").orElse(0);
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status is from 200 to 599, not " + node.path("status"));
        }
        return status;
    }

    private static boolean closes(String value) {
        return switch (value) {
            case "close" -> true;
            case "502" -> false;
            default -> throw new IllegalArgumentException("lostReply is 502 or close, not " + value);
        };
    }

    private static double probability(JsonNode node) {
        double probability = node.path("probability").asDouble(1.0);
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability is from 0 to 1, not " + node.path("probability"));
        }
        return probability;
    }

    private static Optional<String> text(JsonNode node, String key) {
        return node.hasNonNull(key) ? Optional.of(node.path(key).asText()) : Optional.empty();
    }

    private static Optional<Integer> number(JsonNode node, String key) {
        if (!node.hasNonNull(key)) {
            return Optional.empty();
        }
        if (!node.path(key).isInt() || node.path(key).intValue() < 0) {
            throw new IllegalArgumentException(key + " is a whole number from 0, not " + node.path(key));
        }
        return Optional.of(node.path(key).intValue());
    }

    private static Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException broken) {
            throw new IllegalArgumentException("no regular expression: " + regex, broken);
        }
    }

    private static Duration duration(String text) {
        Matcher form = DURATION.matcher(text.toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw new IllegalArgumentException("a duration is like 500ms, 2s, 15m or 1h, not '" + text + "'");
        }
        long number = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }
}
