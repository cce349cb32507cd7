package org.updraft.autoscaler.plan;

/** A cause with its figures: {@code idle 61 min, allowed 60 min}. */
public record Reason(Cause cause, String detail) {

    @Override
    public String toString() {
        return detail.isEmpty() ? cause.words() : cause.words() + ": " + detail;
    }
}
