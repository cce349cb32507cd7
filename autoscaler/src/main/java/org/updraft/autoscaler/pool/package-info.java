/**
 * Facts, seen at one instant: what waits, what runs, what could be booted, and what we could not see. Plain immutable
 * values; no I/O, no clock, no logger, no decision. Start reading at {@link org.updraft.autoscaler.pool.PoolSnapshot}.
 */
@NullMarked
package org.updraft.autoscaler.pool;

import org.jspecify.annotations.NullMarked;
