package org.updraft.htcondor.vmjob;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One part of a worker's user data that a user wrote. It was handed over to the service, which keeps it under its hash; the job
 * names it in VMAMIConfig: {@code spool:<sha256>[:mime-subtype][,<sha256>…]}, at most {@value #MOST} parts.
 *
 * @param sha256 of its bytes, 64 lower-case hex digits
 * @param subtype of {@code text/} in its MIME part, one that cloud-init knows
 */
public record SpooledPart(String sha256, String subtype) {

    public static final String PREFIX = "spool:";

    /** What a part is when VMAMIConfig does not say. */
    public static final String CLOUD_CONFIG = "cloud-config";

    static final int MOST = 3;

    private static final Pattern PART =
            Pattern.compile("([0-9a-f]{64})(?::(cloud-config|x-shellscript|cloud-boothook))?");

    /** The parts in their order; empty if {@code text} is no such list. */
    public static Optional<List<SpooledPart>> parse(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        List<SpooledPart> parts = new ArrayList<>();
        for (String part : text.substring(PREFIX.length()).split(",", -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches() || parts.size() == MOST) {
                return Optional.empty();
            }
            parts.add(new SpooledPart(
                    matcher.group(1), Optional.ofNullable(matcher.group(2)).orElse(CLOUD_CONFIG)));
        }
        return Optional.of(List.copyOf(parts));
    }
}
