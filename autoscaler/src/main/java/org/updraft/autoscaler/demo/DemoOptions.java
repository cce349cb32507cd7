package org.updraft.autoscaler.demo;

/**
 * What {@code updraft demo} was asked for.
 *
 * @param speed simulated seconds per second
 * @param port of the page, on loopback; 0 takes a free one
 * @param untilIdle ends when all jobs are finished and no server is left
 * @param plain lines only, no terminal control
 * @param json the last line of stdout is the result as one JSON object
 */
public record DemoOptions(
        int jobs, double speed, long seed, int port, boolean untilIdle, boolean plain, boolean json) {}
