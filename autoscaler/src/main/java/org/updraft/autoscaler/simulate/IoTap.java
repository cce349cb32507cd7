package org.updraft.autoscaler.simulate;

import org.jspecify.annotations.Nullable;

/** Sits on the wires between a service and its ports: watches, spoils answers, or ends the service. */
public interface IoTap {

    /** The call has not reached its port. What this throws, the service gets in place of an answer. */
    default void before(IoPoint point) throws Exception {}

    /** The call had its effect. What this returns, the service gets. */
    default @Nullable Object after(IoPoint point, @Nullable Object answer) throws Exception {
        return answer;
    }

    /** Whether a call that returns nothing is swallowed: it does not reach its port, and the service does not learn of it. */
    default boolean swallows(IoPoint point) {
        return false;
    }

    /** What the service gets in place of a refusal; a tap that throws it again lets it pass. */
    default @Nullable Object instead(IoPoint point, Exception refusal) throws Exception {
        throw refusal;
    }

    /** The call was refused by its port or by a tap. */
    default void failed(IoPoint point, Throwable why) {}
}
