package org.updraft.htcondor.command;

/** Foreign text made fit for one line of a message. */
final class Excerpt {

    private Excerpt() {}

    /** One line, without control characters, at most {@code longest} characters. */
    static String of(String text, int longest) {
        String line = text.codePoints()
                .limit(4L * longest)
                .collect(
                        StringBuilder::new,
                        (out, c) -> out.appendCodePoint(Character.isISOControl(c) ? ' ' : c),
                        StringBuilder::append)
                .toString()
                .strip()
                .replaceAll(" {2,}", " ");
        return line.length() <= longest ? line : line.substring(0, longest - 1) + "…";
    }
}
