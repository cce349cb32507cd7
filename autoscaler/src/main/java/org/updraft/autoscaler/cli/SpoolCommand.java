package org.updraft.autoscaler.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.updraft.autoscaler.cloudinit.UserPart;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "spool",
        mixinStandardHelpOptions = true,
        description = {
            "Hands a file of your own cloud-config, or a script, over to the service, which gives it to "
                    + "workers of your jobs and of nobody else's, and prints the line that the submit file needs.",
            "At most 48 KiB of text. What no job names is removed 30 days after its last handing over or "
                    + "use, if the site does not say otherwise."
        },
        footer = {
            "",
            ApiOptions.EXIT_CODES,
            "",
            "Examples:",
            "  updraft spool setup.yaml >> job.sub     # +VMAMIConfig = \"spool:…\"",
            "  updraft spool scratch.sh                # begins with #!: a script",
            "  updraft spool --list"
        })
public final class SpoolCommand implements Callable<Integer> {

    private static final List<String> HEADS = List.of("SHA256", "BYTES", "HANDED OVER", "LAST USED");

    @Mixin
    ApiOptions service = new ApiOptions();

    @ArgGroup(multiplicity = "1")
    What what = new What();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "cloud-config, x-shellscript or cloud-boothook (default: what the file's first line says)")
    Optional<String> type = Optional.empty();

    /** One of these. */
    static final class What {
        @Parameters(paramLabel = "FILE", description = "what to hand over")
        Optional<Path> file = Optional.empty();

        @Option(names = "--list", description = "what you have handed over")
        boolean list;

        @Option(names = "--remove", paramLabel = "SHA256", description = "takes one of your files back")
        Optional<String> remove = Optional.empty();
    }

    @Override
    public Integer call() {
        if (what.list) {
            return service.ask("/cloud-config", answer -> new ApiOptions.Shown(list(Row.of(answer)), ExitCode.OK));
        }
        return what.remove
                .map(sha256 -> service.order("/cloud-config/" + ApiOptions.part(sha256) + "/remove"))
                .orElseGet(() -> handOver(what.file.orElseThrow()));
    }

    private int handOver(Path file) {
        byte[] content;
        try (var in = Files.newInputStream(file)) {
            content = in.readNBytes(UserPart.BYTES_MAX + 1);
        } catch (IOException e) {
            return complain("cannot read " + file + ": " + e, ExitCode.USAGE);
        }
        if (content.length > UserPart.BYTES_MAX) {
            return complain(
                    file + " has more than " + UserPart.BYTES_MAX + " bytes; let it fetch what is big",
                    ExitCode.FINDINGS);
        }
        String is = type.orElseGet(() -> typeOf(content));
        return service.give(
                "/cloud-config?type=" + ApiOptions.part(is),
                content,
                answer -> new ApiOptions.Shown(
                        new Screen()
                                .line("+VMAMIConfig = \""
                                        + answer.path("attribute").asText() + "\""),
                        ExitCode.OK));
    }

    private static String typeOf(byte[] content) {
        String start = new String(content, 0, Math.min(content.length, 64), StandardCharsets.ISO_8859_1);
        if (start.startsWith("#!")) {
            return "x-shellscript";
        }
        return start.startsWith("#cloud-boothook") ? "cloud-boothook" : "cloud-config";
    }

    private int complain(String words, int code) {
        service.spec
                .commandLine()
                .getErr()
                .print(new Screen().say("updraft spool:", words).text());
        service.spec.commandLine().getErr().flush();
        return code;
    }

    private static String ago(Row file, String name) {
        String age = file.age(name);
        return age.isEmpty() ? "never" : age + " ago";
    }

    private static Screen list(Row answer) {
        Screen screen = new Screen();
        List<List<String>> rows = answer.rows("files")
                .map(file -> List.of(
                        file.text("sha256"), file.text("size"), ago(file, "ageSeconds"), ago(file, "unusedSeconds")))
                .toList();
        return rows.isEmpty() ? screen.say("", "you have handed over no file") : screen.table(HEADS, rows);
    }
}
