package org.updraft.autoscaler.plan;

/**
 * Something that will not mend by itself, or that somebody should know of.
 *
 * @param subject a worker's id, or the name of a machine that is no worker
 */
public record Alert(String subject, Reason reason) {}
