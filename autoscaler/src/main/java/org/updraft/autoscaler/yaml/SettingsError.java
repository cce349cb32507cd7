package org.updraft.autoscaler.yaml;

import java.nio.file.Path;

/**
 * One mistake in the file.
 *
 * @param line from 1; 0 if the file itself could not be read
 * @param column from 1
 * @param words what is wrong and what to write instead; never the value of a secret, as the file holds none
 * @param text the line itself, cut where it is endless; empty if there is none
 */
public record SettingsError(Path file, int line, int column, String words, String text) {

    private static final int TEXT_CHARS_MAX = 160;

    /** {@code updraft.yaml:3:5: error: …} */
    public String headline() {
        String place = line == 0 ? file.toString() : file + ":" + line + ":" + column;
        return place + ": error: " + words;
    }

    /** The headline, the line and a caret under the place. */
    public String render() {
        if (text.isEmpty() || column > TEXT_CHARS_MAX) {
            return headline();
        }
        String shown = text.length() <= TEXT_CHARS_MAX ? text : text.substring(0, TEXT_CHARS_MAX) + " …";
        // A tab before the place must also stand before the caret, or it points elsewhere.
        String indent = shown.substring(0, Math.min(column - 1, shown.length())).replaceAll("[^\t]", " ");
        return headline() + "\n    " + printable(shown) + "\n    " + indent + "^";
    }

    @Override
    public String toString() {
        return headline();
    }

    private static String printable(String line) {
        return line.replaceAll("[\\p{Cntrl}&&[^\t]]", "?");
    }
}
