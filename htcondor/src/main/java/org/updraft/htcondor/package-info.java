/**
 * HTCondor as Updraft needs it: the ports {@link org.updraft.htcondor.JobQueue} and
 * {@link org.updraft.htcondor.CondorPool} and the values they speak in. Knows no cloud and no autoscaler. The
 * {@code command} package holds the adapters that run the {@code condor_*} tools.
 */
@NullMarked
package org.updraft.htcondor;

import org.jspecify.annotations.NullMarked;
