package org.updraft.htcondor.submit;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may stand behind {@code if}: true and false in their spellings, a number, {@code defined NAME}, {@code version >= 8.1}, each
 * with an {@code !} before it. condor_submit knows nothing else there.
 */
final class Conditions {

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?([0-9]{1,30}(\\.[0-9]{0,30})?|\\.[0-9]{1,30})([eE][+-]?[0-9]{0,9})?");
    private static final Pattern VERSION = Pattern.compile(
            "(>=|<=|==|!=|=|>|<)\\s*([0-9]{1,5})(?:\\.([0-9]{1,5}))?(?:\\.([0-9]{1,5}))?(?:\\.[0-9]{1,5})?");

    private final Macros macros;
    private final Functions functions;

    Conditions(Macros macros, Functions functions) {
        this.macros = macros;
        this.functions = functions;
    }

    boolean holds(String written, Span place) throws SubmitError {
        String text = written.strip();
        boolean not = text.startsWith("!");
        String bare = not ? text.substring(1).strip() : text;
        if (not && startsWithWord(bare, "version")) {
            throw new SubmitError(place, "! cannot stand before version; turn the comparison round");
        }
        return not != isTrue(bare, place);
    }

    private boolean isTrue(String written, Span place) throws SubmitError {
        if (startsWithWord(written, "defined")) {
            return isDefined(written.substring("defined".length()).strip(), place);
        }
        if (startsWithWord(written, "version")) {
            return isVersion(written.substring("version".length()).strip(), place);
        }
        String text = Expansion.of(written, macros, functions, place).strip();
        switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "y" -> {
                return true;
            }
            case "false", "f", "no", "n", "" -> {
                if (written.isEmpty()) {
                    throw new SubmitError(
                            place,
                            "a condition is missing behind if; write if defined NAME, if version >= 23.0, or if"
                                    + " $(NAME) with NAME = true");
                }
                return false;
            }
            default -> {
                if (NUMBER.matcher(text).matches()) {
                    return hasOtherDigitThanZero(text);
                }
                throw new SubmitError(
                        place,
                        "if takes true, false, a number, defined NAME or version >= N.N, not " + shown(text)
                                + "; comparisons and && are not understood there");
            }
        }
    }

    /** Before the exponent. */
    private static boolean hasOtherDigitThanZero(String number) {
        for (int i = 0; i < number.length() && number.charAt(i) != 'e' && number.charAt(i) != 'E'; i++) {
            if (number.charAt(i) >= '1' && number.charAt(i) <= '9') {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWithWord(String text, String word) {
        return text.regionMatches(true, 0, word, 0, word.length())
                && (text.length() == word.length() || LineReader.isBlank(text.charAt(word.length())));
    }

    private boolean isDefined(String name, Span place) throws SubmitError {
        String expanded = Expansion.of(name, macros, functions, place).strip();
        if (expanded.isEmpty()) {
            return false;
        }
        String lower = expanded.toLowerCase(Locale.ROOT);
        if (lower.equals("true")
                || lower.equals("false")
                || NUMBER.matcher(lower).matches()) {
            return true;
        }
        if (expanded.startsWith("/") || !expanded.chars().allMatch(c -> c == '/' || Expansion.isOfName((char) c))) {
            throw new SubmitError(place, "defined takes the name of one macro, not " + shown(expanded));
        }
        String raw = macros.raw(expanded);
        return raw != null && !raw.isEmpty();
    }

    private boolean isVersion(String text, Span place) throws SubmitError {
        Matcher matcher = VERSION.matcher(text);
        String own = macros.outside().configured("CondorVersion");
        if (!matcher.matches()) {
            throw new SubmitError(place, "version is compared as in: version >= 23.0.1; not " + shown(text));
        }
        int order = compare(own == null ? "" : own, matcher);
        return switch (matcher.group(1)) {
            case ">=" -> order >= 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case "<" -> order < 0;
            case "!=" -> order != 0;
            default -> order == 0;
        };
    }

    /** Of HTCondor's own version with the one that stands there, as far as that goes. */
    private static int compare(String own, Matcher asked) {
        String[] parts = own.split("\\.", -1);
        for (int i = 0; i < 3; i++) {
            String number = asked.group(i + 2);
            if (number == null) {
                return 0;
            }
            int mine = i < parts.length && NUMBER.matcher(parts[i]).matches() ? Integer.parseInt(parts[i]) : 0;
            if (mine != Integer.parseInt(number)) {
                return Integer.compare(mine, Integer.parseInt(number));
            }
        }
        return 0;
    }

    static String shown(String text) {
        return "\"" + (text.length() <= 80 ? text : text.substring(0, 80) + "…") + "\"";
    }
}
