package org.updraft.openstack.credentials;

/**
 * The value of an assignment in a shell script, unquoted as a shell would: single quotes, double quotes, backslashes, a comment
 * after it. What the shell would look up or run ({@code $NAME}, {@code $(…)}, backquotes) is an error.
 */
final class ShellWord {
    private final String text;
    private final String where;
    private final StringBuilder value = new StringBuilder();
    private int at;

    ShellWord(String text, String where) {
        this.text = text;
        this.where = where;
    }

    String value() throws CredentialsException {
        while (at < text.length()) {
            char c = text.charAt(at++);
            switch (c) {
                case '\'' -> singleQuoted();
                case '"' -> doubleQuoted();
                case '\\' -> value.append(next("a backslash"));
                case ' ', '\t' -> {
                    requireEnd();
                    return value.toString();
                }
                case '$', '`' ->
                    throw wrong(
                            "has a value that a shell would look up or run; write the value itself, in single quotes");
                case ';', '&', '|', '<', '>', '(', ')' -> throw wrong("needs a shell; put the value in single quotes");
                default -> value.append(c);
            }
        }
        return value.toString();
    }

    private void singleQuoted() throws CredentialsException {
        int end = text.indexOf('\'', at);
        if (end < 0) {
            throw wrong("has no closing single quote on its line");
        }
        value.append(text, at, end);
        at = end + 1;
    }

    private void doubleQuoted() throws CredentialsException {
        while (true) {
            char c = next("an opening double quote");
            switch (c) {
                case '"' -> {
                    return;
                }
                case '\\' -> {
                    char escaped = next("a backslash");
                    if ("$`\"\\".indexOf(escaped) < 0) {
                        value.append('\\');
                    }
                    value.append(escaped);
                }
                case '$', '`' ->
                    throw wrong(
                            "has a value that a shell would look up or run; write the value itself, in single quotes");
                default -> value.append(c);
            }
        }
    }

    private char next(String after) throws CredentialsException {
        if (at >= text.length()) {
            throw wrong("ends after " + after);
        }
        return text.charAt(at++);
    }

    private void requireEnd() throws CredentialsException {
        String rest = text.substring(at).strip();
        if (!rest.isEmpty() && !rest.startsWith("#")) {
            throw wrong("has more than one word after the =; put the value in single quotes");
        }
    }

    private CredentialsException wrong(String what) {
        return new CredentialsException(where + ": " + what);
    }
}
