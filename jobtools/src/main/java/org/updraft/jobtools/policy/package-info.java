/** A site's rules about submit commands, as data. Knows no file of a job, no cloud and no pool. */
@NullMarked
package org.updraft.jobtools.policy;

import org.jspecify.annotations.NullMarked;
