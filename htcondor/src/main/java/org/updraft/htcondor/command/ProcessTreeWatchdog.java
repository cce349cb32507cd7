package org.updraft.htcondor.command;

import java.time.Duration;
import java.util.List;
import org.apache.commons.exec.ExecuteWatchdog;
import org.apache.commons.exec.Watchdog;
import org.jspecify.annotations.Nullable;

/**
 * Kills a process that does not end in time, and all that it started. The stock watchdog kills the process alone, and a child
 * that holds its pipes keeps the caller waiting.
 */
final class ProcessTreeWatchdog extends ExecuteWatchdog {

    private @Nullable Process process;

    @SuppressWarnings("deprecation") // the constructor that replaces it is private
    ProcessTreeWatchdog(Duration deadline) {
        super(deadline.toMillis());
    }

    @Override
    public synchronized void start(Process processToMonitor) {
        this.process = processToMonitor;
        super.start(processToMonitor);
    }

    /**
     * The process first: if its children died before it, a shell could go on and end as if nothing had been. The children are
     * looked up before, because they are nobody's afterwards.
     */
    @Override
    public synchronized void timeoutOccured(Watchdog watchdog) {
        List<ProcessHandle> children =
                process == null ? List.of() : process.descendants().toList();
        super.timeoutOccured(watchdog);
        if (process != null) {
            process.destroyForcibly();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
