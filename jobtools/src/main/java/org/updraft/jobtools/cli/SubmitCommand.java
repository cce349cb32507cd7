package org.updraft.jobtools.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@link JobArguments#submit} reads, as picocli knows it. */
@Command(
        name = "submit",
        mixinStandardHelpOptions = true,
        version = "updraft 0.1.0",
        description = {
            "Submits jobs that run on workers of an image and a flavor.",
            "Looks both up, shares the image with the batch project, validates the file, adds what it "
                    + "lacks, runs condor_submit and prints the cluster's number. Your file stays as it is."
        },
        footer = {
            "",
            "Exit codes: 0 submitted, with --watch: and all jobs ended with 0; 1 errors in the file, or jobs that failed;",
            "2 usage; 3 a cloud, pool or service does not answer.",
            "",
            "Examples:",
            "  updraft submit job.sub astro-2026 c4-15gb",
            "  updraft submit job.sub astro-2026 c4-15gb --watch",
            "  updraft submit --dry-run job.sub astro-2026 c4-15gb",
            "  updraft submit -c ~/proxy.pem job.sub        # image and flavor stand in the file"
        })
public final class SubmitCommand implements Callable<Integer> {

    @Mixin
    JobOptions job = new JobOptions();

    @Parameters(index = "0", paramLabel = "JOB_FILE", description = "the submit file")
    String file = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "VM_IMAGE",
            description = "name or id of the image; may also stand in the file as +VMImage")
    Optional<String> image = Optional.empty();

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "VM_FLAVOR",
            description = "name or id of the flavor; may also stand in the file as +VMFlavor")
    Optional<String> flavor = Optional.empty();

    @Option(
            names = {"-v", "--verbose"},
            description = "say what is being done")
    boolean verbose;

    @Option(
            names = "--dry-run",
            description = "show the file and the jobs' ads as they would be submitted; submit nothing")
    boolean dryRun;

    @Option(names = "--keep", description = "keep the file that condor_submit was given, as JOB_FILE.CLUSTER")
    boolean keep;

    @Option(names = "--watch", description = "follow the jobs to their end")
    boolean watch;

    @Option(names = "--json", description = "print what was done as JSON")
    boolean json;

    SubmitRequest request() {
        return new SubmitRequest(job.words(file, image, flavor), verbose, dryRun, keep, watch, json);
    }

    @Override
    public Integer call() {
        return Submitting.run(request());
    }
}
