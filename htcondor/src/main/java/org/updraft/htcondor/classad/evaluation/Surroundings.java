package org.updraft.htcondor.classad.evaluation;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What expressions can ask of the world: {@code time()}, {@code random()}, {@code userHome()}.
 *
 * @param zone what local time is
 * @param homes the home folder of a user, if there is such a user
 */
public record Surroundings(
        InstantSource clock, ZoneId zone, RandomGenerator random, Function<String, Optional<String>> homes) {

    /** In UTC, with no users. */
    public Surroundings(InstantSource clock, RandomGenerator random) {
        this(clock, ZoneOffset.UTC, random, user -> Optional.empty());
    }

    long now() {
        return clock.instant().getEpochSecond();
    }

    int offsetAt(long seconds) {
        long possible = Math.clamp(seconds, Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond());
        return zone.getRules().getOffset(Instant.ofEpochSecond(possible)).getTotalSeconds();
    }
}
