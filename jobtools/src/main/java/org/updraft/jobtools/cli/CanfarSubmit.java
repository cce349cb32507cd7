package org.updraft.jobtools.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.updraft.jobtools.cli.OptionTable.Typed;

/** {@code canfar_submit} as it was called before, with the work done by {@link Submitting}. */
final class CanfarSubmit {

    private static final String USAGE = """
            Usage: canfar_submit [options] JOB_FILE VM_IMAGE VM_FLAVOR
              JOB_FILE   the HTCondor job submission file
              VM_IMAGE   name or id of the image
              VM_FLAVOR  name or id of the flavor
            Options:
              -c PATH    certificate that the jobs take along (default: ~/.ssl/cadcproxy.pem)
              -u NAME    user of the certificate
              -v         say what is being done
              -V         print the version
              -h         print this
            The OpenStack credentials come from the environment: source your openrc file first.
            """;
    private static final List<String> NEEDED = List.of("OS_AUTH_URL", "OS_PROJECT_NAME", "OS_USERNAME", "OS_PASSWORD");
    private static final String HEAD = " !! ERROR canfar_submit: ";

    private CanfarSubmit() {}

    static int run(List<String> words, Here here) {
        Optional<Typed> typed = new OptionTable()
                .value("-c", "--cert")
                .value("-u", "--user")
                .flag("-v", "--verbose")
                .flag("-V", "--version")
                .flag("-h", "--help")
                .read(words);
        if (typed.isPresent() && typed.get().has("-V")) {
            here.out().println("canfar_submit of updraft 0.1.0");
            return Codes.OK;
        }
        if (typed.isEmpty() || typed.get().has("-h") || typed.get().words().size() != 3) {
            here.out().print(USAGE);
            here.out().flush();
            return Codes.OK;
        }
        return submit(typed.get(), here);
    }

    private static int submit(Typed typed, Here here) {
        String file = typed.words().getFirst();
        if (!Files.exists(here.folder().resolve(file))) {
            here.out().println(HEAD + "HTCondor job submission file '" + file + "' does not exist");
            return Codes.FINDINGS;
        }
        List<String> missing = NEEDED.stream()
                .filter(name -> here.environment().getOrDefault(name, "").isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            here.out()
                    .println(HEAD + String.join(", ", missing) + " not set; source your openrc file first"
                            + openrcs(here.home()));
            return Codes.FINDINGS;
        }
        JobWords job = new JobWords(
                file,
                Optional.of(typed.words().get(1)),
                Optional.of(typed.words().get(2)),
                typed.values("-c").stream().findFirst(),
                typed.values("-u").stream().findFirst(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                false,
                false);
        int code = Submitting.run(new SubmitRequest(job, typed.has("-v"), false, false, false, false), here);
        return code == Codes.OK ? Codes.OK : Codes.FINDINGS;
    }

    private static String openrcs(Path home) {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(home, "*-openrc.sh")) {
            files.forEach(file -> found.add(file.toString()));
        } catch (IOException e) {
            // there is no home to look into
            return "";
        }
        found.sort(null);
        return found.isEmpty() ? "" : ", one of: " + String.join(", ", found);
    }
}
