package org.updraft.autoscaler.plan;

/**
 * Jobs that wait, and the cause that bit first. COVERED is not a complaint: capacity for them runs or starts.
 *
 * @param count how many of the demand's jobs
 */
public record Unmet(String demandKey, int count, Reason reason) {}
