/** A submit file from reading to submitting: what is wrong with it, what it becomes. Shows nothing; the commands do. */
@NullMarked
package org.updraft.jobtools.job;

import org.jspecify.annotations.NullMarked;
