package org.updraft.autoscaler.cloudinit;

/** Hostile text as a message may show it: one line, ASCII, short. */
final class Printable {
    private static final int SHOWN_MAX = 60;

    private Printable() {}

    static String of(String value) {
        var shown = new StringBuilder("\"");
        value.chars().limit(SHOWN_MAX).forEach(c -> {
            if (c >= ' ' && c < 127) {
                shown.append((char) c);
            } else {
                shown.append("\\u%04x".formatted(c));
            }
        });
        return shown.append(value.length() > SHOWN_MAX ? "…\" (" + value.length() + " characters)" : "\"")
                .toString();
    }
}
