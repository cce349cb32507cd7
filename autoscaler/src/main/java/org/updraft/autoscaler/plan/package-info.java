/**
 * Decides. {@link org.updraft.autoscaler.plan.Planner} turns a snapshot into a plan: the same snapshot gives the same
 * plan. No I/O, no clock, no logger, no adapter; ids are minted where actions are carried out, not here.
 */
@NullMarked
package org.updraft.autoscaler.plan;

import org.jspecify.annotations.NullMarked;
