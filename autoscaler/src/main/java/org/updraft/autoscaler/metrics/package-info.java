/**
 * Turns as numbers for Prometheus. Reads turns and the clock; must not know adapters, jobs or users by name: every label has
 * few values. Start reading at {@link org.updraft.autoscaler.metrics.Metrics}.
 */
@NullMarked
package org.updraft.autoscaler.metrics;

import org.jspecify.annotations.NullMarked;
