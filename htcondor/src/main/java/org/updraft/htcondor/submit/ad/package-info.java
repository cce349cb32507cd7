/**
 * The ad of a job as condor_submit makes it of a proc's commands. Knows the vanilla universe and its relatives; of the grid and of
 * virtual machines it knows no more than that they are universes.
 */
@NullMarked
package org.updraft.htcondor.submit.ad;

import org.jspecify.annotations.NullMarked;
