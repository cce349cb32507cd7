package org.updraft.autoscaler.sense;

import java.util.Optional;
import java.util.function.Function;

/** What a source said, or that it did not. */
public sealed interface Answer<T> {

    record Seen<T>(T value) implements Answer<T> {}

    /**
     * @param words what was tried and what came back
     */
    record Blind<T>(String words) implements Answer<T> {}

    default Optional<T> seen() {
        return switch (this) {
            case Seen<T>(T value) -> Optional.of(value);
            case Blind<T> b -> Optional.empty();
        };
    }

    /** The part of an answer that {@code part} takes, or as blind. */
    default <U> Answer<U> map(Function<T, U> part) {
        return switch (this) {
            case Seen<T>(T value) -> new Seen<>(part.apply(value));
            case Blind<T>(String words) -> new Blind<>(words);
        };
    }
}
