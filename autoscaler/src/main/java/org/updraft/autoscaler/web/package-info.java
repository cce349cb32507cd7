/**
 * What people and commands see of the running service: one HTTP API on a Unix socket and on loopback, the page, metrics
 * and health. Reads turns and the ledger through {@link org.updraft.autoscaler.web.Desk}; must not know adapters, nor reach
 * into the loop: what an operator orders is written into the ledger, and the next turn reads it there. Start reading at
 * {@link org.updraft.autoscaler.web.WebServer}, then {@link org.updraft.autoscaler.web.Api}.
 */
@NullMarked
package org.updraft.autoscaler.web;

import org.jspecify.annotations.NullMarked;
