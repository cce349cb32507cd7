/**
 * A pool that is not there: {@link org.updraft.autoscaler.simulate.SimulatedPool} is queue, collector, negotiator and
 * workers on one hand-turned clock and a seed, beside a cloud model on the same clock. Demo, what-if and tests run the real
 * loop on it.
 */
@NullMarked
package org.updraft.autoscaler.simulate;

import org.jspecify.annotations.NullMarked;
