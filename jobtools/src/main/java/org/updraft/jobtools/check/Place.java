package org.updraft.jobtools.check;

/**
 * Where something stands.
 *
 * @param file as the user named it, or as an include did
 * @param line from 1
 * @param column from 1, in characters
 * @param text the line itself
 */
public record Place(String file, int line, int column, String text) {

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
