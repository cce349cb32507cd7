package org.updraft.autoscaler.cloudinit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.updraft.autoscaler.pool.Addresses;

/**
 * What the site has decided about its workers' machines, the same for all.
 *
 * @param sshKeys public keys, one line each, that may log in as the image's default user
 * @param collectorAddress goes into /etc/hosts, for networks without a name server; empty where workers can resolve the name
 * @param installScript run as root on a machine without HTCondor; empty: such a machine does not join
 */
public record WorkerOptions(
        List<String> sshKeys, Ccb ccb, Optional<String> collectorAddress, Optional<String> installScript) {

    public static final WorkerOptions DEFAULT =
            new WorkerOptions(List.of(), Ccb.AUTO, Optional.empty(), Optional.empty());

    /** Its base64 is a third longer and shares Nova's 64 KiB with everything else a worker is told. */
    private static final int SCRIPT_CHARS_MAX = 16 * 1024;

    private static final Pattern SSH_KEY = Pattern.compile(
            "((?:sk-)?(?:ssh|ecdsa)-[a-z0-9@.-]{3,60}) ([A-Za-z0-9+/]{20,4000}={0,2})(?: [^\\p{Cntrl}\\p{Zl}\\p{Zp}]{1,200})?");

    /** Whether workers are reached by way of the collector, to which they keep a connection (CCB_ADDRESS). */
    public enum Ccb {
        /** Machines with nothing but private addresses are. */
        AUTO,
        ALWAYS,
        NEVER
    }

    public WorkerOptions {
        sshKeys = List.copyOf(sshKeys);
        sshKeys.stream().filter(key -> !isSshKey(key)).forEach(key -> {
            throw new IllegalArgumentException(Printable.of(key) + " is not an SSH public key in one line");
        });
        collectorAddress.filter(address -> !Addresses.isAddress(address)).ifPresent(address -> {
            throw new IllegalArgumentException(Printable.of(address) + " is no IP address of the collector");
        });
        installScript.ifPresent(WorkerOptions::requireScript);
    }

    /** As in a {@code *.pub} file: no options before it, and the type in it is the type before it. */
    public static boolean isSshKey(String line) {
        Matcher matcher = SSH_KEY.matcher(line);
        if (!matcher.matches()) {
            return false;
        }
        byte[] type = matcher.group(1).getBytes(StandardCharsets.US_ASCII);
        try {
            ByteBuffer key = ByteBuffer.wrap(Base64.getDecoder().decode(matcher.group(2)));
            return key.remaining() > 4 + type.length
                    && key.getInt() == type.length
                    && key.slice(4, type.length).equals(ByteBuffer.wrap(type));
        } catch (IllegalArgumentException e) {
            return false; // not base64
        }
    }

    private static void requireScript(String script) {
        if (!script.startsWith("#!") || script.length() > SCRIPT_CHARS_MAX) {
            throw new IllegalArgumentException("the script that installs HTCondor must begin with #! and have at most "
                    + SCRIPT_CHARS_MAX + " characters; it has " + script.length());
        }
    }
}
