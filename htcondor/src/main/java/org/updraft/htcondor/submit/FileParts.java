package org.updraft.htcondor.submit;

/**
 * Parts of a path, by the letters behind {@code $F}: p the folder, d its last part, n the name, x the extension, f the whole path
 * made absolute, b without what separates it from the rest, q in quotes, with a in single ones, w with backslashes, u with slashes.
 */
final class FileParts {

    private FileParts() {}

    static String of(String path, String flags, SubmitPlace outside) {
        String bare = unquoted(path);
        boolean parts = has(flags, 'p') || has(flags, 'd') || has(flags, 'n') || has(flags, 'x');
        String whole = has(flags, 'f') && !bare.startsWith("/") ? outside.folder() + "/" + bare : bare;
        // before it is taken apart, so that of a path with backslashes the folder is part of the name
        String slashed = flags.lastIndexOf('w') > flags.lastIndexOf('u')
                ? whole.replace('/', '\\')
                : has(flags, 'u') ? whole.replace('\\', '/') : whole;
        String chosen = parts ? chosen(slashed, flags) : slashed;
        if (!has(flags, 'q')) {
            return chosen;
        }
        String quote = has(flags, 'a') ? "'" : "\"";
        return chosen.isEmpty() ? quote : quote + chosen + quote;
    }

    /** From the first part that is wanted, and is there, to the last that is wanted. */
    private static String chosen(String path, String flags) {
        int slash = path.lastIndexOf('/') + 1;
        int dot = path.lastIndexOf('.');
        int extension = dot > slash ? dot : path.length();
        boolean folder = (has(flags, 'p') || has(flags, 'd')) && slash > 0;
        int from = folder
                ? has(flags, 'd') ? slash - lastPart(path.substring(0, slash)).length() : 0
                : has(flags, 'n') ? slash : has(flags, 'x') ? extension : slash;
        int to = has(flags, 'x') ? path.length() : has(flags, 'n') ? extension : slash;
        if (has(flags, 'b') && to == slash && to - from > 1) {
            to--;
        }
        if (has(flags, 'b') && from == extension && from < to) {
            from++;
        }
        return path.substring(Math.min(from, to), to);
    }

    private static String lastPart(String folder) {
        if (folder.length() < 2) {
            return "";
        }
        return folder.substring(folder.lastIndexOf('/', folder.length() - 2) + 1);
    }

    private static String unquoted(String path) {
        boolean quoted = path.length() > 1 && path.startsWith("\"") && path.endsWith("\"");
        return quoted ? path.substring(1, path.length() - 1) : path;
    }

    private static boolean has(String flags, char flag) {
        return flags.indexOf(flag) >= 0;
    }
}
