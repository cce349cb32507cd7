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

    /** The call was refused by its port or by a tap. */
    default void failed(IoPoint point, Throwable why) {}
}
