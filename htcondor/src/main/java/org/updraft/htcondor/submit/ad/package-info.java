/**
 * The ad of a job as condor_submit makes it of a proc's commands. Knows the vanilla universe and its relatives; of the grid and of
 * virtual machines it knows no more than that they are universes.
 *
 * <p>Every attribute of the recorded corpus is made as condor_submit 23.9 makes it. Of commands with odd values much is not: the old
 * syntax of {@code environment} is always turned into the new one, images of containers in other shapes than a file or a name, options
 * of Java, properties of GPUs that nobody asks for; and some values are taken that condor_submit refuses. The reverse is rare.
 */
@NullMarked
package org.updraft.htcondor.submit.ad;

import org.jspecify.annotations.NullMarked;
