package org.updraft.autoscaler;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.updraft.autoscaler.pool.BlindSpot;

/** What is new about blind spots since the turn before. That the same one has lasted some seconds longer is not. */
final class SightNews {

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private Map<String, String> blind = Map.of();

    /**
     * @param lost sources that cannot be seen since this turn, each with its reason
     * @param regained those that can be seen again, with the reason last given
     */
    record News(List<String> lost, List<String> regained) {}

    News of(Collection<BlindSpot> spots) {
        Map<String, String> now = spots.stream()
                .collect(Collectors.toMap(
                        spot -> told(spot, withoutNumbers(spot.words())),
                        spot -> told(spot, spot.words()),
                        (one, other) -> one,
                        TreeMap::new));
        News news = new News(missingIn(blind, now), missingIn(now, blind));
        blind = now;
        return news;
    }

    private static List<String> missingIn(Map<String, String> these, Map<String, String> of) {
        return of.entrySet().stream()
                .filter(spot -> !these.containsKey(spot.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static String told(BlindSpot spot, String words) {
        return spot.source().label() + ": " + words;
    }

    private static String withoutNumbers(String words) {
        return NUMBER.matcher(words).replaceAll("#");
    }
}
