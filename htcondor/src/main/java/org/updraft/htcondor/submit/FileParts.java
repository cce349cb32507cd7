package org.updraft.htcondor.submit;

/**
 * Parts of a path, by the letters behind {@code $F}: p the folder, d its last part, n the name, x the extension, f the whole path
 * made absolute, b without what separates it from the rest, q in quotes, w with backslashes, u with slashes; a is passed over.
 */
final class FileParts {

    private FileParts() {}

    static String of(String path, String flags, SubmitPlace outside) {
        String bare = unquoted(path);
        boolean parts = has(flags, 'p') || has(flags, 'd') || has(flags, 'n') || has(flags, 'x');
        String whole = has(flags, 'f') && !bare.startsWith("/") ? outside.folder() + "/" + bare : bare;
        String chosen = parts ? chosen(whole, flags) : whole;
        if (has(flags, 'w')) {
            chosen = chosen.replace('/', '\\');
        } else if (has(flags, 'u')) {
            chosen = chosen.replace('\\', '/');
        }
        return has(flags, 'q') ? "\"" + chosen + "\"" : chosen;
    }

    private static String chosen(String path, String flags) {
        int slash = path.lastIndexOf('/') + 1;
        String folder = path.substring(0, slash);
        String file = path.substring(slash);
        int dot = file.lastIndexOf('.');
        boolean extended = dot > 0;
        StringBuilder result = new StringBuilder();
        if (has(flags, 'p')) {
            result.append(folder);
        } else if (has(flags, 'd')) {
            result.append(lastPart(folder));
        }
        boolean bare = has(flags, 'b');
        boolean more = has(flags, 'n') || has(flags, 'x');
        if (bare && !more && result.length() > 1 && result.charAt(result.length() - 1) == '/') {
            result.setLength(result.length() - 1);
        }
        if (has(flags, 'n')) {
            result.append(extended ? file.substring(0, dot) : file);
        }
        if (has(flags, 'x') && extended) {
            result.append(bare && !has(flags, 'n') ? file.substring(dot + 1) : file.substring(dot));
        }
        return result.toString();
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
