package org.updraft.autoscaler.cloudinit;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One part of a worker's user data that a user wrote. It becomes a MIME part of its own and runs, as root, before the worker
 * joins. Whoever hands one over learns here what is wrong with it, not at a boot.
 *
 * @param name for the operator who looks at the machine, e.g. the first digits of its hash
 * @param subtype of {@code text/}: cloud-config, x-shellscript or cloud-boothook
 * @param content UTF-8; its first line must say the same as the subtype, since cloud-init believes that line
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by content
public record UserPart(String name, String subtype, byte[] content) {

    /** Longest part, in bytes. */
    public static final int BYTES_MAX = 48 * 1024;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final String SCRIPT = "#!";
    private static final String BOOTHOOK = "#cloud-boothook";

    /** @throws IllegalArgumentException if cloud-init would not take it for what it says; the message says what to change */
    public UserPart {
        content = content.clone();
        require(NAME.matcher(name).matches(), "is not a name of a-z, 0-9 and '-'", name);
        require(
                content.length > 0 && content.length <= BYTES_MAX,
                "has " + content.length + " bytes, not 1 to " + BYTES_MAX,
                name);
        String text = decoded(name, content);
        require(text.indexOf('\0') < 0, "has a NUL character", name);
        String first = text.lines().findFirst().orElse("");
        switch (subtype) {
            case "cloud-config" -> CloudConfigText.check("user part " + name, text);
            case "x-shellscript" ->
                require(first.startsWith(SCRIPT), "is a script whose first line does not begin with " + SCRIPT, name);
            case "cloud-boothook" ->
                require(
                        first.startsWith(SCRIPT) || first.stripTrailing().equals(BOOTHOOK),
                        "is a boothook whose first line is neither " + BOOTHOOK + " nor begins with " + SCRIPT,
                        name);
            default ->
                throw new IllegalArgumentException("user part " + name + " is of the kind " + Printable.of(subtype)
                        + "; cloud-config, x-shellscript and cloud-boothook are taken");
        }
    }

    @Override
    public byte[] content() {
        return content.clone();
    }

    String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UserPart that
                && name.equals(that.name)
                && subtype.equals(that.subtype)
                && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, subtype, Arrays.hashCode(content));
    }

    /** Without the content. */
    @Override
    public String toString() {
        return "UserPart[" + name + ", " + subtype + ", " + content.length + " bytes]";
    }

    private static String decoded(String name, byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("user part " + name + " is not UTF-8: " + e.getMessage(), e);
        }
    }

    private static void require(boolean holds, String complaint, String name) {
        if (!holds) {
            throw new IllegalArgumentException("user part " + Printable.of(name) + " " + complaint);
        }
    }
}
