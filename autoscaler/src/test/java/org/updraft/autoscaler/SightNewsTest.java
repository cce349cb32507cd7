package org.updraft.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.pool.BlindSpot;

class SightNewsTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    final SightNews news = new SightNews();

    @Test
    void aBlindSpotIsNewsOnceHoweverItsSecondsGrow() {
        assertThat(news.of(List.of(collector("it started 77 s ago"))).lost())
                .containsExactly("collector: it started 77 s ago");

        SightNews.News next = news.of(List.of(collector("it started 80 s ago")));

        assertThat(next.lost()).isEmpty();
        assertThat(next.regained()).isEmpty();
    }

    @Test
    void sightRegainedIsNewsWithTheReasonLastGiven() {
        news.of(List.of(collector("it started 77 s ago")));
        news.of(List.of(collector("it started 80 s ago")));

        assertThat(news.of(List.of()).regained()).containsExactly("collector: it started 80 s ago");
    }

    @Test
    void anotherReasonForTheSameSourceIsNews() {
        news.of(List.of(collector("it started 77 s ago")));

        SightNews.News next = news.of(List.of(collector("connection refused")));

        assertThat(next.lost()).containsExactly("collector: connection refused");
        assertThat(next.regained()).containsExactly("collector: it started 77 s ago");
    }

    @Test
    void twoSourcesWhoseNamesDifferByANumberAreTwo() {
        assertThat(news.of(List.of(cloud("west1"), cloud("west2"))).lost()).hasSize(2);
    }

    private static BlindSpot collector(String words) {
        return new BlindSpot(new BlindSpot.Source.OfCollector(), words, NOON);
    }

    private static BlindSpot cloud(String name) {
        return new BlindSpot(new BlindSpot.Source.OfCloud(name), "no answer after 5 s", NOON);
    }
}
