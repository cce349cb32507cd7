package org.updraft.jobtools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What is read by hand is what picocli reads. What is not read by hand is picocli's business, so that only may be less. */
class JobArgumentsTest {

    private static final List<String> PIECES = List.of(
            "job.sub",
            "img",
            "c4 15",
            "--cert",
            "--cert=x.pem",
            "-c",
            "-cx.pem",
            "-u",
            "anna",
            "--user=b",
            "-a",
            "x = 1",
            "--append",
            "--append=+Y = 2",
            "--offline",
            "--allow-commands",
            "--json",
            "--sarif",
            "--fix",
            "--image",
            "--flavor",
            "--image=i",
            "--outfile",
            "--outfile=-",
            "-",
            "--",
            "-v",
            "--verbose",
            "-vu",
            "--dry-run",
            "--keep",
            "--watch",
            "--site",
            "s.yaml",
            "--queue",
            "2",
            "--executable",
            "--cloud-config",
            "--cloud-config=c.yaml",
            "-x",
            "--nope",
            "-h",
            "--help",
            "-V",
            "",
            "--json=true",
            "-c=y",
            "@file");

    @Test
    void validateIsReadAlike() {
        compare(1, JobArguments::validate, words -> {
            ValidateCommand command = new ValidateCommand();
            parse(command, words);
            return command.request();
        });
    }

    @Test
    void submitIsReadAlike() {
        compare(2, JobArguments::submit, words -> {
            SubmitCommand command = new SubmitCommand();
            parse(command, words);
            return command.request();
        });
    }

    private static void parse(Object command, List<String> words) {
        CommandLine.ParseResult result = new CommandLine(command).parseArgs(words.toArray(String[]::new));
        if (result.isUsageHelpRequested() || result.isVersionHelpRequested()) {
            throw new CommandLine.ParameterException(new CommandLine(command), "help");
        }
    }

    private static <T> void compare(
            long seed, Function<List<String>, Optional<T>> hand, Function<List<String>, T> picocli) {
        Random random = new Random(seed);
        int understood = 0;
        for (int i = 0; i < 20_000; i++) {
            List<String> words = new ArrayList<>();
            for (int n = random.nextInt(7); n >= 0; n--) {
                words.add(PIECES.get(random.nextInt(PIECES.size())));
            }
            Optional<T> read = hand.apply(words);
            if (read.isPresent()) {
                understood++;
                assertThat(read).as(words.toString()).isEqualTo(Optional.of(orRefused(picocli, words)));
            }
        }
        assertThat(understood).as("understood by hand").isGreaterThan(500);
    }

    private static <T> T orRefused(Function<List<String>, T> picocli, List<String> words) {
        try {
            return picocli.apply(words);
        } catch (CommandLine.ParameterException e) {
            throw new AssertionError(words + " is refused by picocli: " + e.getMessage(), e);
        }
    }

    @Test
    void whatPeopleTypeIsReadByHand() {
        assertThat(JobArguments.validate(List.of("job.sub", "--image", "i", "--flavor=f", "--outfile", "x", "--sarif")))
                .isPresent();
        assertThat(JobArguments.submit(
                        List.of("-v", "-c", "p.pem", "job.sub", "i", "f", "--watch", "-a", "x=1", "-ay=2")))
                .isPresent();
        assertThat(JobArguments.submit(List.of("--help"))).isEmpty();
    }
}
