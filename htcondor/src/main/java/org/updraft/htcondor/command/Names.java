package org.updraft.htcondor.command;

import java.util.regex.Pattern;

/**
 * What may become an argument of a tool or part of an expression. Nothing here can begin with {@code -}, which would make it
 * an option, nor hold a blank, quote or control character. What fails is a mistake of our own or of the configuration.
 */
final class Names {

    private static final Pattern MACHINE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");
    private static final Pattern SCHEDD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,252}");
    private static final Pattern COLLECTOR =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,252}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final Pattern IDENTITY =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}@[A-Za-z0-9][A-Za-z0-9._-]{0,252}");

    private static final Pattern SETTING = Pattern.compile("[A-Z_]{1,40}");

    private Names() {}

    static String requireMachine(String name) {
        return require(MACHINE, "a machine's name", name);
    }

    static String requireSchedd(String name) {
        return require(SCHEDD, "a schedd's name", name);
    }

    static String requireCollector(String address) {
        return require(COLLECTOR, "a collector's address", address);
    }

    /** A drain id, a pool's name, the name of a signing key. */
    static String requireId(String id) {
        return require(ID, "an id", id);
    }

    static String requireIdentity(String identity) {
        return require(IDENTITY, "an identity (user@domain)", identity);
    }

    static String requireSetting(String name) {
        return require(SETTING, "an authorization level or the name of a setting", name);
    }

    private static String require(Pattern allowed, String what, String text) {
        if (!allowed.matcher(text).matches()) {
            throw new IllegalArgumentException("not " + what + ": " + Excerpt.of(text, 80));
        }
        return text;
    }
}
