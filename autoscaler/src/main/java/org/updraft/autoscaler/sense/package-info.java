/**
 * Looks. {@link org.updraft.autoscaler.sense.Observer} asks every source in parallel, each with a deadline, and
 * {@link org.updraft.autoscaler.sense.WorkerMatcher} joins servers, slots, claims and ledger into workers. Decides nothing:
 * what did not answer becomes a blind spot.
 */
@NullMarked
package org.updraft.autoscaler.sense;

import org.jspecify.annotations.NullMarked;
