package org.updraft.autoscaler.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * What is going to happen in a world: as data, so that a story can be told shorter.
 *
 * @param seed of everything that the script does not say
 * @param length from then on nothing more goes wrong, and what is left must come to its end
 */
public record Script(long seed, Duration length, List<Arrival> arrivals, List<Incident> incidents) {

    private static final List<String> OWNERS = List.of("ada", "bo", "cy");
    private static final List<String> FLAVORS = List.of("", "", "c2-7.5gb", "c4-15gb", "c8-30gb");
    private static final int INCIDENTS_PER_DAY = 72;

    public Script {
        arrivals = List.copyOf(arrivals);
        incidents = List.copyOf(incidents);
    }

    /** The same seed, faults and length give the same script. */
    public static Script draw(long seed, Set<Fault> faults, Duration length, List<String> schedds) {
        SplittableRandom random = new SplittableRandom(seed);
        return new Script(seed, length, arrivals(random, length, schedds), incidents(random, faults, length));
    }

    Script with(List<Arrival> someArrivals, List<Incident> someIncidents) {
        return new Script(seed, length, someArrivals, someIncidents);
    }

    private static List<Arrival> arrivals(SplittableRandom random, Duration length, List<String> schedds) {
        List<Arrival> arrivals = new ArrayList<>();
        int most = 3 + (int) (length.toHours() / 2);
        for (int left = 1 + random.nextInt(most); left > 0; left--) {
            arrivals.add(new Arrival(
                    between(random, Duration.ZERO, length.multipliedBy(3).dividedBy(4)),
                    one(random, schedds),
                    one(random, OWNERS),
                    one(random, FLAVORS),
                    1 + random.nextInt(random.nextInt(3) == 0 ? 90 : 6),
                    random.nextBoolean()
                            ? between(random, Duration.ofHours(1), Duration.ofHours(8))
                            : between(random, Duration.ofMinutes(2), Duration.ofMinutes(50))));
        }
        arrivals.sort(Comparator.comparing(Arrival::at).thenComparing(Arrival::toString));
        return arrivals;
    }

    private static List<Incident> incidents(SplittableRandom random, Set<Fault> faults, Duration length) {
        List<Fault> kinds = List.copyOf(new TreeSet<>(faults));
        List<Incident> incidents = new ArrayList<>();
        if (kinds.isEmpty()) {
            return incidents;
        }
        int most = 1
                + Math.toIntExact(length.toMinutes()
                        * INCIDENTS_PER_DAY
                        / Duration.ofDays(1).toMinutes());
        for (int left = 1 + random.nextInt(most); left > 0; left--) {
            Duration longest = random.nextInt(4) == 0 ? Duration.ofHours(2) : Duration.ofMinutes(20);
            incidents.add(new Incident(
                    between(random, Duration.ofMinutes(1), length),
                    one(random, kinds),
                    between(random, Duration.ofSeconds(30), longest),
                    random.nextLong()));
        }
        incidents.sort(Comparator.comparing(Incident::at).thenComparing(Incident::fault));
        return incidents;
    }

    private static Duration between(SplittableRandom random, Duration least, Duration most) {
        return least.plusSeconds(random.nextLong(most.minus(least).toSeconds() + 1));
    }

    private static <T> T one(SplittableRandom random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
