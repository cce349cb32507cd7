package org.updraft.jobtools.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@link JobArguments#validate} reads, as picocli knows it: for help, completion, manual pages and usage errors. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        version = "updraft 0.1.0",
        description = {
            "Says what is wrong with a submit file before it is submitted.",
            "What condor_submit would refuse, and what it would take though the job could never run."
        },
        footer = {
            "",
            "Exit codes: 0 nothing wrong, or warnings only; 1 errors; 2 usage; 3 a cloud, pool or service does not answer.",
            "",
            "Examples:",
            "  updraft validate job.sub",
            "  updraft validate job.sub --image astro-2026 --flavor c4-15gb",
            "  updraft validate job.sub --fix",
            "  updraft validate job.sub --image astro-2026 --flavor c4-15gb --outfile augmented.sub",
            "  updraft validate job.sub --sarif > findings.sarif"
        })
public final class ValidateCommand implements Callable<Integer> {

    @Mixin
    JobOptions job = new JobOptions();

    @Parameters(paramLabel = "JOB_FILE", description = "the submit file")
    String file = "";

    @Option(
            names = "--image",
            paramLabel = "IMAGE",
            description = "name or id of the image; may also stand in the file as +VMImage")
    Optional<String> image = Optional.empty();

    @Option(
            names = "--flavor",
            paramLabel = "FLAVOR",
            description = "name or id of the flavor; may also stand in the file as +VMFlavor")
    Optional<String> flavor = Optional.empty();

    @Option(
            names = "--outfile",
            paramLabel = "FILE",
            description =
                    "write the file there as it would be submitted; - for stdout; with --fix: write the mended file there")
    Optional<String> outfile = Optional.empty();

    @ArgGroup
    As as = new As();

    @Option(names = "--fix", description = "mend in the file what can be mended safely, and say what was")
    boolean fix;

    /** One of these at most. */
    static final class As {
        @Option(names = "--json", description = "print the findings as JSON")
        boolean json;

        @Option(names = "--sarif", description = "print the findings as SARIF 2.1.0")
        boolean sarif;
    }

    ValidateRequest request() {
        ValidateRequest.Format format = as.json
                ? ValidateRequest.Format.JSON
                : as.sarif ? ValidateRequest.Format.SARIF : ValidateRequest.Format.TEXT;
        return new ValidateRequest(job.words(file, image, flavor), outfile, format, fix);
    }

    @Override
    public Integer call() {
        return Validating.run(request());
    }
}
