package org.updraft.htcondor.classad.evaluation;

import java.nio.charset.StandardCharsets;

/** Strings as HTCondor sees them: bytes, of which it knows the case of ASCII letters only. */
final class TextOrder {

    private TextOrder() {}

    static int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int at = 0; at < length; at++) {
            if (left.charAt(at) != right.charAt(at)) {
                return Integer.signum(rank(left.charAt(at)) - rank(right.charAt(at)));
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    static int compareInAnyCase(String left, String right) {
        return left.equals(right) ? 0 : compare(lower(left), lower(right));
    }

    /** Surrogates stand for characters behind all others, as in UTF-8. */
    private static int rank(char c) {
        return Character.isSurrogate(c) ? c + 0x10000 : c;
    }

    static String lower(String text) {
        return withCase(text, 'A', 'Z', 'a' - 'A');
    }

    static String upper(String text) {
        return withCase(text, 'a', 'z', 'A' - 'a');
    }

    private static String withCase(String text, char first, char last, int shift) {
        char[] changed = text.toCharArray();
        for (int at = 0; at < changed.length; at++) {
            if (changed[at] >= first && changed[at] <= last) {
                changed[at] = (char) (changed[at] + shift);
            }
        }
        return new String(changed);
    }

    /** One character for each byte of the text in UTF-8. */
    static String toBytes(String text) {
        return isAscii(text) ? text : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Undoes {@link #toBytes}; a part of a character becomes U+FFFD. */
    static String ofBytes(String bytes) {
        return isAscii(bytes) ? bytes : new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static boolean isAscii(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
