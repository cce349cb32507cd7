package org.updraft.htcondor.classad.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Words in HTCondor's newer syntax of arguments and environments: separated by white space, quoted by {@code '}. */
final class QuotedWords {

    private QuotedWords() {}

    /** Empty if a quote is not closed. */
    static Optional<List<String>> read(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        boolean quoted = false;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\'') {
                boolean doubled = quoted && at + 1 < text.length() && text.charAt(at + 1) == '\'';
                word.append(doubled ? "'" : "");
                at += doubled ? 1 : 0;
                quoted = doubled || !quoted;
                inWord = true;
            } else if (quoted || !isSpace(c)) {
                word.append(c);
                inWord = true;
            } else if (inWord) {
                words.add(word.toString());
                word.setLength(0);
                inWord = false;
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return quoted ? Optional.empty() : Optional.of(words);
    }

    /** Only the characters that need it are quoted. */
    static String write(List<String> words) {
        StringBuilder text = new StringBuilder();
        for (String word : words) {
            if (!text.isEmpty()) {
                text.append(' ');
            }
            write(word, text);
        }
        return text.toString();
    }

    private static void write(String word, StringBuilder to) {
        if (word.isEmpty()) {
            to.append("''");
        }
        boolean quoted = false;
        for (int at = 0; at < word.length(); at++) {
            char c = word.charAt(at);
            boolean needsQuotes = c == '\'' || isSpace(c);
            if (needsQuotes != quoted) {
                to.append('\'');
                quoted = needsQuotes;
            }
            to.append(c == '\'' ? "''" : Character.toString(c));
        }
        to.append(quoted ? "'" : "");
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
