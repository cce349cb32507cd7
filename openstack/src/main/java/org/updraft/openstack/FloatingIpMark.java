package org.updraft.openstack;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a floating IP of ours has as its description: {@code updraft:<owner>:<server>}. Anybody in the project can write one;
 * it says whose the address is, and never that it may go.
 *
 * @param owner a text without a colon at its end, such as pool and installation
 */
public record FloatingIpMark(String owner, String serverId) {
    private static final Pattern TEXT =
            Pattern.compile("updraft:(.{1,200}):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    public static Optional<FloatingIpMark> read(String description) {
        return Optional.of(TEXT.matcher(description))
                .filter(Matcher::matches)
                .map(found -> new FloatingIpMark(found.group(1), found.group(2)));
    }

    public String text() {
        return "updraft:" + owner + ":" + serverId;
    }
}
