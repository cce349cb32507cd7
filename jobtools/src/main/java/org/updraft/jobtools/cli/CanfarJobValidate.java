package org.updraft.jobtools.cli;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.updraft.jobtools.augment.Cargo;
import org.updraft.jobtools.check.Finding;
import org.updraft.jobtools.cli.OptionTable.Typed;
import org.updraft.jobtools.cli.Preparation.Hindrance;
import org.updraft.jobtools.job.Examined;

/**
 * {@code canfar_job_validate} in both forms in which it was called: seven words, or four with options. On stdout stands the augmented
 * file and nothing else; what is wrong goes to stderr.
 */
final class CanfarJobValidate {

    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final String USAGE = """
            Usage: canfar_job_validate [--cert PATH] [--cmip ADDRESS] [--outfile FILE] [--submitter NAME] [-v]
                                       JOB_FILE JOB_SCRIPT IMAGE_ID FLAVOR_ID
               or: canfar_job_validate CM_IP CERT_USER JOB_USER JOB_FILE JOB_SCRIPT IMAGE_ID FLAVOR_ID
            """;

    private final Here here;

    private CanfarJobValidate(Here here) {
        this.here = here;
    }

    /**
     * The words of either form. The address of the central manager, and who the job is of, are the service's business now.
     *
     * @param script runs in place of what the file says
     */
    private record Call(
            String file,
            String script,
            String image,
            String flavor,
            Optional<String> certificate,
            Optional<String> user,
            Optional<String> outfile) {}

    static int run(List<String> words, Here here) {
        Optional<Call> call = call(words);
        if (call.isEmpty()) {
            here.err().print(USAGE);
            here.err().flush();
            return Codes.FINDINGS;
        }
        try {
            return new CanfarJobValidate(here).run(call.get());
        } catch (Hindrance e) {
            here.err().println("ERROR: " + e.getMessage());
            return Codes.FINDINGS;
        }
    }

    private static Optional<Call> call(List<String> words) {
        Optional<Typed> typed = new OptionTable()
                .value("--cert")
                .value("--cmip")
                .value("--outfile")
                .value("--submitter")
                .flag("-v", "--verbose")
                .read(words);
        return typed.flatMap(read -> {
            List<String> all = read.words();
            int first = all.size() == 7 ? 3 : 0;
            if (all.size() != first + 4) {
                return Optional.empty();
            }
            Optional<String> user = first == 3
                    ? Optional.of(all.get(1))
                    : read.values("--submitter").stream().findFirst();
            return Optional.of(new Call(
                    all.get(first),
                    all.get(first + 1),
                    all.get(first + 2),
                    all.get(first + 3),
                    read.values("--cert").stream().findFirst(),
                    user,
                    read.values("--outfile").stream().findFirst()));
        });
    }

    private int run(Call call) throws Hindrance {
        requireUuid("image_id", call.image());
        requireUuid("flavor_id", call.flavor());
        JobWords words = new JobWords(
                call.file(),
                Optional.of(call.image()),
                Optional.of(call.flavor()),
                call.certificate(),
                call.user(),
                Optional.of(call.script()),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                false,
                false);
        Preparation preparation = Preparation.of(words, here);
        Optional<Cargo> cargo = preparation.certificate(false);
        Examined examined = preparation.examine();
        for (Finding finding : examined.findings()) {
            String place = finding.place().map(at -> at + ": ").orElse("");
            here.err().println((finding.isError() ? "ERROR: " : "WARNING: ") + place + finding.message());
        }
        examined.failures().forEach(words2 -> here.err().println("ERROR: " + words2));
        if (examined.hasErrors() || !examined.failures().isEmpty()) {
            return Codes.FINDINGS;
        }
        Output.write(call.outfile().orElse("-"), preparation.augmented(examined, cargo, Optional.empty()), here);
        return Codes.OK;
    }

    private static void requireUuid(String what, String id) throws Hindrance {
        if (!UUID.matcher(id).matches()) {
            throw new Hindrance(Codes.FINDINGS, what + " '" + id + "' is not a valid UUID");
        }
    }
}
