/**
 * A simulated world on trial: {@link org.updraft.autoscaler.trial.Script} draws jobs and incidents from a seed,
 * {@link org.updraft.autoscaler.trial.Stage} lets them happen, and {@link org.updraft.autoscaler.trial.Judge} holds every
 * call of the service against the invariants, by what is true in the world and not by what the service believes. Must not
 * know how the planner decides.
 */
@NullMarked
package org.updraft.autoscaler.trial;

import org.jspecify.annotations.NullMarked;
