package org.updraft.autoscaler.pool;

import java.time.Instant;

/**
 * A source that did not answer, or answered less than it should. Nothing that it could vouch for is removed.
 *
 * @param words what was tried and what came back
 * @param since when it began
 */
public record BlindSpot(Source source, String words, Instant since) {

    /** Who was asked. */
    public sealed interface Source {
        /** One word per source for labels: {@code cloud:west}, {@code collector}, {@code schedd:batch}, {@code clock}, {@code worker:…}. */
        String label();

        record OfCloud(String cloud) implements Source {
            @Override
            public String label() {
                return "cloud:" + cloud;
            }
        }

        record OfCollector() implements Source {
            @Override
            public String label() {
                return "collector";
            }
        }

        record OfSchedd(String schedd) implements Source {
            @Override
            public String label() {
                return "schedd:" + schedd;
            }
        }

        /** Our own clock, which was set a moment ago: what was measured by it is worth nothing. */
        record OfClock() implements Source {
            @Override
            public String label() {
                return "clock";
            }
        }

        /** One worker whose sources contradict each other or left out what is needed. */
        record OfWorker(String workerId) implements Source {
            @Override
            public String label() {
                return "worker:" + workerId;
            }
        }
    }
}
