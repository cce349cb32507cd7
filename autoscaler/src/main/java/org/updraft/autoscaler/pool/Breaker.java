package org.updraft.autoscaler.pool;

import java.time.Instant;
import java.util.Locale;

/**
 * Something that failed and is therefore left alone until a moment; from then on it is tried once, and a success closes it.
 * What is closed has no breaker.
 *
 * @param scope what is left alone
 * @param failures how often it has failed, each try counted once however much was tried with it
 * @param since when it opened
 * @param until when it may be tried again
 * @param words the last that was heard of the failure
 */
public record Breaker(Kind kind, Scope scope, int failures, Instant since, Instant until, String words) {

    /** Why it opened: a metric label and a filter. */
    public enum Kind {
        LOGIN_REFUSED("the cloud refuses our login", true),
        NO_ANSWER("the cloud did not answer several times in a row", true),
        CALLS_LIMITED("the cloud told us to ask less", true),
        BOOTS_LIMITED("the cloud told us to boot less", false),
        BOOTS_UNANSWERED("several boots in a row had no answer", false),
        NO_TOKEN("no token for a worker could be made", false),
        QUOTA_FULL("the project has used up what it may have", false),
        NO_CAPACITY("the cloud has no host for the flavor", false),
        BOOTS_FAIL("workers of this image and flavor do not join", false);

        private final String words;
        private final boolean holdsCalls;

        Kind(String words, boolean holdsCalls) {
            this.words = words;
            this.holdsCalls = holdsCalls;
        }

        /** One clause for people. */
        public String words() {
            return words;
        }

        /** The cloud is not asked for anything; else only boots wait. */
        public boolean holdsCalls() {
            return holdsCalls;
        }

        /** {@code no-capacity}: in metrics, JSON and ledger. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What is left alone. */
    public sealed interface Scope {

        String cloud();

        boolean covers(Combination combination);

        /** By names and ids, the same after a restart. */
        default String label() {
            return switch (this) {
                case OfCloud(String cloud) -> cloud;
                case OfFlavor(String cloud, String flavorId) -> cloud + ", flavor " + flavorId;
                case OfCombination(Combination what) ->
                    what.cloud() + ", image " + what.imageId() + ", flavor " + what.flavorId() + ", template "
                            + what.templateHash();
            };
        }

        record OfCloud(String cloud) implements Scope {
            @Override
            public boolean covers(Combination combination) {
                return combination.cloud().equals(cloud);
            }
        }

        record OfFlavor(String cloud, String flavorId) implements Scope {
            @Override
            public boolean covers(Combination combination) {
                return combination.cloud().equals(cloud)
                        && combination.flavorId().equals(flavorId);
            }
        }

        record OfCombination(Combination combination) implements Scope {
            @Override
            public String cloud() {
                return combination.cloud();
            }

            @Override
            public boolean covers(Combination other) {
                return combination.equals(other);
            }
        }
    }

    /** Nothing of the scope is tried now; if not, one is. */
    public boolean holdsAt(Instant now) {
        return until.isAfter(now);
    }

    /** Of one kind and one scope there is one. */
    public boolean isLike(Breaker other) {
        return kind == other.kind && scope.equals(other.scope);
    }
}
