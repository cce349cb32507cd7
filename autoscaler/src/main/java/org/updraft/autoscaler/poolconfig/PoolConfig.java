package org.updraft.autoscaler.poolconfig;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The text of {@code updraft pool-config}. Its parts can be piped: {@link Section#CONFIG} into a file of the central manager's
 * config.d, {@link Section#COMMANDS} and {@link Section#UNDO} into a root shell there.
 *
 * @param keyName the signing key of Updraft's own; tokens signed with it are the service's and its workers', nobody else's
 * @param identityName the service's name in the pool, before the {@code @}
 * @param serviceUser the operating system's user that runs Updraft; it must exist
 * @param folder where the service's key and token go, e.g. {@code /etc/updraft}
 */
public record PoolConfig(String keyName, String identityName, String serviceUser, Path folder) {

    /** A part of the text; its name in lower case is the value of {@code --section}. */
    public enum Section {
        CONFIG,
        COMMANDS,
        UNDO
    }

    /** The drop-in's name in the documentation and in the undo commands. */
    public static final String DROP_IN = "80-updraft-pool.config";

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,31}");
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._-]+)+");

    /** @throws IllegalArgumentException if a name is not one that is safe in a shell and in HTCondor's configuration */
    public PoolConfig {
        require(NAME, "pool.tokenKey", keyName, "letters, digits, '_' and '-'");
        require(NAME, "the service's name", identityName, "letters, digits, '_' and '-'");
        require(NAME, "the service's user", serviceUser, "a user's name: letters, digits, '_' and '-'");
        require(
                PATH,
                "the service's folder",
                folder.toString(),
                "an absolute path of letters, digits, '.', '_' and '-'");
        if (keyName.equals("POOL")) {
            throw new IllegalArgumentException(
                    "pool.tokenKey is POOL, the key of the whole pool; name another, so that taking"
                            + " it away shuts out Updraft's workers and nobody else");
        }
    }

    /** All parts, with what to do with each. */
    public String text() {
        return "# What Updraft needs in your HTCondor pool. Nothing has been changed; you do it, as root.\n\n"
                + "# === 1. " + DROP_IN
                + ": copy into /etc/condor/config.d of the central manager and of every access\n"
                + "# point that Updraft serves (`updraft pool-config --section config`)\n\n"
                + text(Section.CONFIG)
                + "\n# === 2. Commands for the central manager (`updraft pool-config --section commands | sh`)\n\n"
                + text(Section.COMMANDS)
                + "\n# === 3. How to undo it (`updraft pool-config --section undo | sh`)\n\n"
                + text(Section.UNDO);
    }

    public String text(Section section) {
        String text = switch (section) {
            case CONFIG -> PoolConfigText.CONFIG;
            case COMMANDS -> PoolConfigText.COMMANDS;
            case UNDO -> PoolConfigText.UNDO;
        };
        return text.replace("@KEY@", keyName)
                .replace("@SERVICE@", identityName)
                .replace("@USER@", serviceUser)
                .replace("@FOLDER@", folder.toString())
                .replace("@DROP_IN@", DROP_IN);
    }

    /**
     * What the service adds to the environment of HTCondor's tools, so that they show its own token whatever else this machine's
     * configuration says, and sign workers' tokens with its copy of the key.
     */
    public Map<String, String> toolEnvironment() {
        return Map.of(
                "_CONDOR_SEC_TOKEN_DIRECTORY",
                folder + "/tokens.d",
                "_CONDOR_SEC_PASSWORD_DIRECTORY",
                folder + "/keys.d",
                "_CONDOR_SEC_CLIENT_AUTHENTICATION_METHODS",
                "IDTOKENS",
                // a reader may stay anonymous by default; the collector tells him no session to drain a worker with
                "_CONDOR_SEC_CLIENT_AUTHENTICATION",
                "REQUIRED");
    }

    private static void require(Pattern pattern, String what, String value, String wanted) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(what + " is \"" + value + "\"; it must be " + wanted);
        }
    }
}
