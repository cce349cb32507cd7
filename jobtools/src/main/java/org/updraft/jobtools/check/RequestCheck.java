package org.updraft.jobtools.check;

import java.util.OptionalLong;
import org.updraft.htcondor.submit.Proc;
import org.updraft.htcondor.submit.SubmitError;

/** That what a job asks for is there on a worker of its flavor. */
public final class RequestCheck implements ProcCheck {

    private static final long KIB_PER_GIB = 1024L * 1024;

    private final Target.Room room;
    private final String flavor;

    public RequestCheck(Target.Room room, String flavor) {
        this.room = room;
        this.flavor = flavor;
    }

    @Override
    public void look(Proc proc, Findings findings) throws SubmitError {
        Values cpus = Values.of(proc, "request_cpus", "requestcpus", "request_cpu");
        if (cpus != null) {
            compare(cpus, Amount.of(cpus.text(), 'B'), room.cpus(), "CPUs", findings);
        }
        Values memory = Values.of(proc, "request_memory", "requestmemory");
        if (memory != null) {
            compare(memory, Amount.of(memory.text(), 'M'), room.memoryMiB(), "MB", findings);
        }
        Values disk = Values.of(proc, "request_disk", "requestdisk");
        if (disk != null) {
            compare(disk, Amount.of(disk.text(), 'K'), room.diskGiB() * KIB_PER_GIB, "KB", findings);
        }
        Values gpus = Values.of(proc, "request_gpus", "requestgpus");
        if (gpus != null) {
            compare(gpus, Amount.of(gpus.text(), 'B'), room.gpus(), "GPUs", findings);
        }
    }

    private void compare(Values asked, OptionalLong amount, long there, String unit, Findings findings) {
        if (amount.isPresent() && amount.getAsLong() > there) {
            findings.error(
                    Rule.TOO_BIG,
                    asked.span(),
                    asked.command() + " = " + Values.shown(asked.text()) + ": a worker of flavor " + flavor + " has "
                            + there + " " + unit + " for jobs, so the job would wait for ever; ask for less, or name a"
                            + " bigger flavor");
        }
    }
}
