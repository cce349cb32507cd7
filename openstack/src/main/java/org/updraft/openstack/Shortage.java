package org.updraft.openstack;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a cloud ran out of, by its own words: in a refusal, or in the fault of a server that ended in ERROR. It says nothing
 * against the image.
 */
public enum Shortage {
    /** No hypervisor has room for such a server now. */
    HOST(Pattern.compile("(?i)no valid host")),
    /**
     * The project has used up what it may have, or its network has no address left. Some of these limits no listing shows: of
     * ports, or of a parent project.
     */
    QUOTA(Pattern.compile("(?i)quota exceeded|OverQuota|exceeds? .{0,200}quota|maximum number of \\w{1,20} exceeded"
            + "|(?:port|instance|volume)s?LimitExceeded|no (?:more|fixed) IP addresses? available"));

    private static final int CHARS_MAX = 4000;

    private final Pattern words;

    Shortage(Pattern words) {
        this.words = words;
    }

    /** Empty if the words are about something else. */
    public static Optional<Shortage> in(String cloudsWords) {
        String start = cloudsWords.substring(0, Math.min(cloudsWords.length(), CHARS_MAX));
        if (QUOTA.words.matcher(start).find()) {
            return Optional.of(QUOTA);
        }
        return HOST.words.matcher(start).find() ? Optional.of(HOST) : Optional.empty();
    }
}
