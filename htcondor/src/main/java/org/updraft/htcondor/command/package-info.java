/**
 * The adapters of the ports: they run the {@code condor_*} tools. Start at
 * {@link org.updraft.htcondor.command.CommandJobQueue} and {@link org.updraft.htcondor.command.CommandCondorPool}; both speak
 * through {@link org.updraft.htcondor.command.CondorTools}, which is the only place that starts a process. Knows no cloud, decides
 * nothing, retries nothing.
 */
@NullMarked
package org.updraft.htcondor.command;

import org.jspecify.annotations.NullMarked;
