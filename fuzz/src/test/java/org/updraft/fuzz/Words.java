package org.updraft.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts input into what most languages see as one word: letters and digits, or one other byte. */
final class Words {

    private Words() {}

    /** A word with its place. Equal to others of the same text. */
    record Word(int from, int to, String text) {

        byte[] bytes() {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Word that && text.equals(that.text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }

    static List<Word> of(byte[] input) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < input.length) {
            Word word = around(input, at);
            words.add(word);
            at = word.to();
        }
        return words;
    }

    /** The word at a place; empty at the end. */
    static Word around(byte[] input, int at) {
        if (at >= input.length) {
            return new Word(input.length, input.length, "");
        }
        int from = at;
        int to = at + 1;
        if (isPart(input[at])) {
            while (from > 0 && isPart(input[from - 1])) {
                from--;
            }
            while (to < input.length && isPart(input[to])) {
                to++;
            }
        }
        return new Word(from, to, new String(Arrays.copyOfRange(input, from, to), StandardCharsets.ISO_8859_1));
    }

    private static boolean isPart(byte c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
}
