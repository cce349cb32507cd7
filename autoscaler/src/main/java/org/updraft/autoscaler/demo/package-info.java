/**
 * {@code updraft demo}: the real loop on the embedded cloud and a simulated pool, shown on the terminal and on a page.
 * Start reading at {@link org.updraft.autoscaler.demo.Demo}.
 */
@NullMarked
package org.updraft.autoscaler.demo;

import org.jspecify.annotations.NullMarked;
