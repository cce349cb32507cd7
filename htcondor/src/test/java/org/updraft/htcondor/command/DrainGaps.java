package org.updraft.htcondor.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How near to each other drains and claims reached a startd, by its own log (written with D_SUB_SECOND).
 *
 * @param claimAfterDrain from a drain that was accepted to the claim that then came, and was turned away
 * @param drainAfterClaim from a claim to the drain that was refused because of it
 */
record DrainGaps(List<Duration> claimAfterDrain, List<Duration> drainAfterClaim) {
    private static final Pattern LINE = Pattern.compile("(\\d\\d/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}) (.*)");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM/dd/yy HH:mm:ss.SSS");

    static DrainGaps none() {
        return new DrainGaps(new ArrayList<>(), new ArrayList<>());
    }

    /** Adds what one startd's log tells. */
    void addFrom(Path startLog) throws IOException {
        LocalDateTime claimed = LocalDateTime.MIN;
        LocalDateTime ordered = LocalDateTime.MIN;
        Optional<LocalDateTime> draining = Optional.empty();
        for (String line : Files.readAllLines(startLog)) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                continue;
            }
            LocalDateTime time = LocalDateTime.parse(parts.group(1), TIME);
            String event = parts.group(2);
            if (event.endsWith("Request accepted.")) {
                claimed = time;
            } else if (event.startsWith("Processing drain request")) {
                ordered = time;
            } else if (event.startsWith("Initiating graceful draining")) {
                draining = Optional.of(ordered);
            } else if (event.startsWith("Failed to start draining")) {
                drainAfterClaim.add(Duration.between(claimed, ordered));
            } else if (event.startsWith("Processing cancel drain request")) {
                draining = Optional.empty();
            } else if (event.contains("Got REQUEST_CLAIM near end of draining") && draining.isPresent()) {
                claimAfterDrain.add(Duration.between(draining.get(), time));
                draining = Optional.empty();
            }
        }
    }

    long nearestClaimAfterDrainMillis() {
        return nearestMillis(claimAfterDrain);
    }

    long nearestDrainAfterClaimMillis() {
        return nearestMillis(drainAfterClaim);
    }

    private static long nearestMillis(List<Duration> gaps) {
        return gaps.stream().mapToLong(Duration::toMillis).min().orElse(-1);
    }
}
