package org.updraft.openstack.credentials;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an openrc file as text: lines {@code export OS_NAME=value} with a shell's quotes. It is never run, so a line that only
 * a shell could make sense of is an error that names the line, except for the few that dashboards write around the values.
 */
public final class Openrc {
    private static final Pattern ASSIGNMENT = Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)");
    private static final Pattern UNSET = Pattern.compile("unset((?:\\s+[A-Za-z_][A-Za-z0-9_]*)+)");
    /** Horizon writes it under some values. An empty value counts as unset here anyway. */
    private static final Pattern UNSET_IF_EMPTY =
            Pattern.compile("if \\[ -z \"\\$\\{?(\\w+)}?\" \\]; then unset \\1; fi");

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern MESSAGE = Pattern.compile("(echo|printf)\\s[^`|&;<>]*");
    private static final Pattern ASKS = Pattern.compile("(read|stty)\\b.*");

    private Openrc() {}

    public static Loaded load(Path file) throws CredentialsException {
        SecretFile secret = SecretFile.read(file);
        Map<String, String> variables = parse(file.toString(), secret.text());
        return new Loaded(OsVariables.settings(file.toString(), variables).credentials(), secret.warnings());
    }

    static Map<String, String> parse(String source, String text) throws CredentialsException {
        Map<String, String> variables = new TreeMap<>();
        int number = 0;
        for (String raw : text.split("\r?\n", -1)) {
            number++;
            parseLine(variables, raw.strip(), source + ":" + number);
        }
        return variables;
    }

    private static void parseLine(Map<String, String> variables, String line, String where)
            throws CredentialsException {
        Matcher assignment = ASSIGNMENT.matcher(line);
        Matcher unset = UNSET.matcher(line);
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        if (assignment.matches()) {
            variables.put(assignment.group(1), new ShellWord(assignment.group(2), where).value());
        } else if (unset.matches()) {
            BLANKS.splitAsStream(unset.group(1).strip()).forEach(variables::remove);
        } else if (ASKS.matcher(line).matches()) {
            throw new CredentialsException(
                    where + ": this file asks for the password when a shell runs it, and it is not run; "
                            + "write export OS_PASSWORD='…' in its place, or better use an application credential");
        } else if (!UNSET_IF_EMPTY.matcher(line).matches() && !isMessage(line)) {
            throw new CredentialsException(where
                    + ": needs a shell, and the file is not run; only lines like export OS_NAME='value' are read");
        }
    }

    private static boolean isMessage(String line) {
        return MESSAGE.matcher(line).matches() && !line.contains("$(");
    }
}
