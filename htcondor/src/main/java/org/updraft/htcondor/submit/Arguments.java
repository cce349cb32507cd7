package org.updraft.htcondor.submit;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a job's arguments. In quotes, the new syntax: single quotes keep blanks together, doubled quotes stand for one. Without,
 * the old one: blanks separate, {@code \"} is a quote.
 */
public final class Arguments {

    private Arguments() {}

    /**
     * @param place of the value, for errors
     * @throws SubmitError as condor_submit would refuse it
     */
    public static List<String> parse(String value, Span place) throws SubmitError {
        String text = value.strip();
        return text.startsWith("\"") ? quoted(text, place) : plain(text, place);
    }

    private static List<String> plain(String text, Span place) throws SubmitError {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                throw new SubmitError(
                        place,
                        "a double quote stands bare in the arguments; write \\\" for it, or the whole in the new syntax:"
                                + " arguments = \"one 'two words' \"\"quoted\"\"\"");
            }
            if (LineReader.isBlank(c)) {
                add(words, word, false);
            } else if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                word.append('"');
                i++;
            } else {
                word.append(c);
            }
        }
        add(words, word, false);
        return words;
    }

    private static List<String> quoted(String text, Span place) throws SubmitError {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean together = false;
        boolean any = false;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean doubled = i + 1 < text.length() && text.charAt(i + 1) == c;
            if (c == '"' && doubled) {
                word.append('"');
                i++;
            } else if (c == '"') {
                return ended(text, i, together, any, words, word, place);
            } else if (c == '\'' && together && doubled) {
                word.append('\'');
                i++;
            } else if (c == '\'') {
                together = !together;
                any = true;
            } else if (!together && LineReader.isBlank(c)) {
                add(words, word, any);
                any = false;
            } else {
                word.append(c);
            }
        }
        throw new SubmitError(
                place, "the arguments begin with a double quote and have none at their end; write one there");
    }

    private static List<String> ended(
            String text, int at, boolean together, boolean any, List<String> words, StringBuilder word, Span place)
            throws SubmitError {
        if (!text.substring(at + 1).isBlank()) {
            throw new SubmitError(
                    place,
                    "behind the closing double quote of the arguments stands more; double a quote that is meant as one: \"\"");
        }
        if (together) {
            throw new SubmitError(
                    place, "a single quote in the arguments is not closed; double one that is meant as one: ''");
        }
        add(words, word, any);
        return words;
    }

    /** @param empty it was written in quotes, and is a word though nothing stands in them */
    private static void add(List<String> words, StringBuilder word, boolean empty) {
        if (!word.isEmpty() || empty) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
