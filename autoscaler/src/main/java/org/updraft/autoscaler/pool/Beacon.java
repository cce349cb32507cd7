package org.updraft.autoscaler.pool;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line that a worker's machine writes on its console as it starts (the template {@code stage.sh}):
 *
 * <pre>{@code
 * updraft-stage: network ok 1795862400 10.42.0.17
 * updraft-stage: packages failed 1795862402 no-condor this image has no HTCondor
 * updraft-stage: token waits 1795862403
 * }</pre>
 *
 * Whatever runs there as root can write the same, so it is a hint and no proof.
 *
 * @param at by the machine's own clock
 * @param code one word for what failed; empty if nothing did
 * @param words for people
 */
public record Beacon(Stage stage, State state, Instant at, String code, String words) {

    /** What became of a stage. */
    public enum State {
        OK,
        FAILED,
        /** It goes on, for as long as somebody else takes. */
        WAITS;

        private String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Consoles put times or a prompt before a line, so it may begin anywhere. */
    private static final Pattern LINE = Pattern.compile(
            "updraft-stage: ([a-z]{1,12}) (ok|failed|waits) ([0-9]{1,11})(?![^ ])(?: ([a-z][a-z-]{0,30})(?![^ ]))?(?: (.{0,300}))?");

    /** Of a line of a console; empty if it is none. */
    public static Optional<Beacon> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.find()) {
            return Optional.empty();
        }
        Optional<State> state = Arrays.stream(State.values())
                .filter(one -> one.label().equals(matcher.group(2)))
                .findFirst();
        boolean coded = state.filter(State.FAILED::equals).isPresent();
        String code = Optional.ofNullable(matcher.group(4)).orElse("");
        String words = Optional.ofNullable(matcher.group(5)).orElse("");
        return Stage.ofLabel(matcher.group(1))
                .map(stage -> new Beacon(
                        stage,
                        state.orElseThrow(),
                        Instant.ofEpochSecond(Long.parseLong(matcher.group(3))),
                        coded ? code : "",
                        coded ? words : (code + " " + words).strip()));
    }

    /** As the machine writes it. */
    public String line() {
        String more = (code + " " + words).strip();
        return "updraft-stage: " + stage.label() + " " + state.label() + " " + at.getEpochSecond()
                + (more.isEmpty() ? "" : " " + more);
    }
}
