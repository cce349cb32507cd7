package org.updraft.autoscaler.yaml;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** One value of the file, read as what is wanted of it. */
final class Scalar {

    /** One line of printable text. */
    public static final Pattern ANY = Pattern.compile("[^\\p{Cntrl}]{1,1000}");

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(s|m|h|d)");

    private final Source source;
    private final String path;
    private final ScalarNode node;

    Scalar(Source source, String path, ScalarNode node) {
        this.source = source;
        this.path = path;
        this.node = node;
    }

    static boolean isNull(ScalarNode node) {
        return node.getScalarStyle() == ScalarStyle.PLAIN
                && (node.getValue().isEmpty()
                        || node.getValue().equals("~")
                        || node.getValue().equals("null"));
    }

    Optional<String> text(Pattern allowed, String shape) {
        return allowed.matcher(node.getValue()).matches()
                ? Optional.of(node.getValue())
                : wrong("must be " + shape + ", not " + shown(node.getValue()));
    }

    Optional<Boolean> flag() {
        return switch (node.getValue()) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> wrong("must be true or false, not " + shown(node.getValue()));
        };
    }

    Optional<Integer> number(int least, int most) {
        String value = node.getValue();
        boolean fits =
                NUMBER.matcher(value).matches() && Long.parseLong(value) >= least && Long.parseLong(value) <= most;
        return fits
                ? Optional.of(Integer.parseInt(value))
                : wrong("must be a whole number from " + least + " to " + most + ", not " + shown(value));
    }

    Optional<Duration> duration(Duration least, Duration most) {
        Matcher matcher = DURATION.matcher(node.getValue());
        if (!matcher.matches()) {
            boolean bare = NUMBER.matcher(node.getValue()).matches();
            return wrong(
                    bare
                            ? "has no unit; write " + node.getValue() + "s, " + node.getValue() + "m or "
                                    + node.getValue() + "h"
                            : "must be a time such as 30s, 15m, 2h or 7d, not " + shown(node.getValue()));
        }
        long count = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
        return duration.compareTo(least) < 0 || duration.compareTo(most) > 0
                ? wrong("must be from " + words(least) + " to " + words(most) + ", not " + node.getValue())
                : Optional.of(duration);
    }

    /** As it would be written in the file. */
    static String words(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % 86_400 == 0 && seconds > 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3600 == 0 && seconds > 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    /** Somebody's text in a message of ours: bounded, printable. */
    public static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return "\"" + (printable.length() <= 60 ? printable : printable.substring(0, 60) + "…") + "\"";
    }

    private <T> Optional<T> wrong(String words) {
        source.error(node.getStartMark(), path + " " + words);
        return Optional.empty();
    }
}
