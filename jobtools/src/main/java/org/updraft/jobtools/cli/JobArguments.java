package org.updraft.jobtools.cli;

import java.util.List;
import java.util.Optional;
import org.updraft.jobtools.cli.OptionTable.Typed;
import org.updraft.jobtools.cli.ValidateRequest.Format;

/**
 * The words behind {@code validate} and {@code submit}, read by hand; {@link ValidateCommand} and {@link SubmitCommand} say the
 * same to picocli.
 */
final class JobArguments {

    private JobArguments() {}

    /** Empty if picocli shall look at the words: for help, or to say what is wrong with them. */
    static Optional<ValidateRequest> validate(List<String> words) {
        return common().value("--image")
                .value("--flavor")
                .value("--outfile")
                .flag("--json")
                .flag("--sarif")
                .flag("--fix")
                .read(words)
                .filter(typed -> typed.words().size() == 1 && !(typed.has("--json") && typed.has("--sarif")))
                .map(typed -> new ValidateRequest(
                        job(typed, optional(typed, "--image"), optional(typed, "--flavor")),
                        optional(typed, "--outfile"),
                        typed.has("--json") ? Format.JSON : typed.has("--sarif") ? Format.SARIF : Format.TEXT,
                        typed.has("--fix")));
    }

    /** Empty if picocli shall look at the words. */
    static Optional<SubmitRequest> submit(List<String> words) {
        return common().flag("--verbose", "-v")
                .flag("--dry-run")
                .flag("--keep")
                .flag("--watch")
                .flag("--json")
                .read(words)
                .filter(typed -> !typed.words().isEmpty() && typed.words().size() <= 3)
                .map(typed -> new SubmitRequest(
                        job(typed, word(typed, 1), word(typed, 2)),
                        typed.has("--verbose"),
                        typed.has("--dry-run"),
                        typed.has("--keep"),
                        typed.has("--watch"),
                        typed.has("--json")));
    }

    private static OptionTable common() {
        return new OptionTable()
                .value("--cert", "-c")
                .value("--user", "-u")
                .value("--executable")
                .value("--cloud-config")
                .value("--queue")
                .values("--append", "-a")
                .value("--site")
                .flag("--offline")
                .flag("--allow-commands");
    }

    private static JobWords job(Typed typed, Optional<String> image, Optional<String> flavor) {
        return new JobWords(
                typed.words().getFirst(),
                image,
                flavor,
                optional(typed, "--cert"),
                optional(typed, "--user"),
                optional(typed, "--executable"),
                optional(typed, "--cloud-config"),
                optional(typed, "--queue"),
                typed.values("--append"),
                optional(typed, "--site"),
                typed.has("--offline"),
                typed.has("--allow-commands"));
    }

    private static Optional<String> optional(Typed typed, String name) {
        return typed.values(name).stream().findFirst();
    }

    private static Optional<String> word(Typed typed, int at) {
        return typed.words().size() > at ? Optional.of(typed.words().get(at)) : Optional.empty();
    }
}
