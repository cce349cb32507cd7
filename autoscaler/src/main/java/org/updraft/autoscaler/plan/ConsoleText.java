package org.updraft.autoscaler.plan;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.updraft.autoscaler.pool.Beacon;
import org.updraft.autoscaler.pool.Stage;

/**
 * A console's text, made safe to search, keep and show: it is written by whatever runs on the machine. Its length and that of
 * each line are bounded, it has no control characters, and nothing that looks like a token or a private key.
 */
final class ConsoleText {

    private static final int CHARS_READ_MAX = 128 * 1024;
    private static final int LINE_CHARS_MAX = 300;
    private static final int LINES_KEPT = 60;
    private static final int CHARS_KEPT_MAX = 6000;

    /** Colours and movements of the cursor, and what else terminals are told. */
    private static final Pattern ESCAPE = Pattern.compile("\\e(?:\\[[0-?]*+[ -/]*+[@-~]|\\][^\\a\\e]{0,200}+\\a?|.)");

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\u2028\\u2029&&[^\\n]]");
    private static final Pattern TOKEN =
            Pattern.compile("eyJ[A-Za-z0-9_-]{4,}+\\.[A-Za-z0-9_-]++(?:\\.[A-Za-z0-9_-]*+)?");
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]*+(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?");

    private final List<String> lines;

    private ConsoleText(List<String> lines) {
        this.lines = lines;
    }

    static ConsoleText of(String text) {
        String tail = text.substring(Math.max(0, text.length() - CHARS_READ_MAX));
        String plain =
                ESCAPE.matcher(tail.replace("\r\n", "\n").replace('\r', '\n')).replaceAll("");
        String secretless =
                KEY.matcher(TOKEN.matcher(plain).replaceAll("[token]")).replaceAll("[private key]");
        return new ConsoleText(INVISIBLE
                .matcher(secretless.replace('\t', ' '))
                .replaceAll("?")
                .lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty())
                .map(ConsoleText::cut)
                .toList());
    }

    /** Any other words from outside, as one line of this kind. */
    static String oneLine(String words) {
        return cut(String.join(" ", of(words).lines));
    }

    private static String cut(String line) {
        return line.length() <= LINE_CHARS_MAX ? line : line.substring(0, LINE_CHARS_MAX) + "…";
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** What the machine reports since it last started, in its order. */
    List<Beacon> beacons() {
        List<Beacon> all =
                lines.stream().flatMap(line -> Beacon.parse(line).stream()).toList();
        int start = 0;
        for (int at = 0; at < all.size(); at++) {
            start = all.get(at).stage() == Stage.STARTED ? at : start;
        }
        return all.subList(start, all.size());
    }

    /** The first line in which the pattern occurs. */
    Optional<String> first(Pattern pattern) {
        return lines.stream().filter(line -> pattern.matcher(line).find()).findFirst();
    }

    /** As many of the last lines as are worth keeping. */
    List<String> tail() {
        int from = lines.size();
        int chars = 0;
        while (from > 0
                && lines.size() - from < LINES_KEPT
                && chars + lines.get(from - 1).length() <= CHARS_KEPT_MAX) {
            from--;
            chars += lines.get(from).length();
        }
        return lines.subList(from, lines.size());
    }
}
