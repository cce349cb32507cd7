package org.updraft.autoscaler.cli;

import java.util.Locale;

/**
 * Text from outside, made fit for a terminal: whatever could move the cursor, colour the screen, turn the direction of
 * writing or hide in it is replaced.
 */
final class TerminalText {

    private static final int INSTEAD = 0xFFFD;

    private TerminalText() {}

    /** One line: line ends are replaced too. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(isDangerous(c) ? INSTEAD : c));
        return clean.toString();
    }

    /** JSON that has been laid out in lines, with dangerous characters as the escapes that JSON has for them. */
    static String cleanJson(String json) {
        StringBuilder clean = new StringBuilder(json.length());
        for (int c : json.codePoints().toArray()) {
            if (c == '\n' || !isDangerous(c)) {
                clean.appendCodePoint(c);
            } else {
                for (char half : Character.toChars(c)) {
                    clean.append(String.format(Locale.ROOT, "\\u%04x", (int) half));
                }
            }
        }
        return clean.toString();
    }

    /** How many columns it takes. */
    static int columns(String text) {
        return text.codePoints().map(c -> isWide(c) ? 2 : 1).sum();
    }

    /** In {@code columns} at most; what is cut off is marked. */
    static String cut(String text, int columns) {
        if (columns(text) <= columns) {
            return text;
        }
        StringBuilder cut = new StringBuilder();
        int used = 1;
        for (int c : text.codePoints().toArray()) {
            used += isWide(c) ? 2 : 1;
            if (used > columns) {
                break;
            }
            cut.appendCodePoint(c);
        }
        return cut + "…";
    }

    private static boolean isDangerous(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            // They stack upon the character before them, without end, and have no column of their own.
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    /** As terminals draw East Asian letters and pictures. */
    private static boolean isWide(int c) {
        return between(c, 0x1100, 0x115F)
                || between(c, 0x2E80, 0xA4CF)
                || between(c, 0xAC00, 0xD7A3)
                || between(c, 0xF900, 0xFAFF)
                || between(c, 0xFE30, 0xFE6F)
                || between(c, 0xFF00, 0xFF60)
                || between(c, 0xFFE0, 0xFFE6)
                || between(c, 0x1F300, 0x1FAFF)
                || between(c, 0x20000, 0x3FFFD);
    }

    private static boolean between(int c, int least, int most) {
        return c >= least && c <= most;
    }
}
