package org.updraft.htcondor.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that are made to take for ever, or all memory: each is refused, at a line, with a message that says why. */
@Timeout(60)
class HostileSubmitFileTest {

    private static final String HEAD = "executable = /bin/ls\n";

    @TempDir
    Path folder;

    @Test
    void aFileThatIsTooLongIsRefused() {
        byte[] bytes = new byte[100 << 20];
        assertThatThrownBy(() -> SubmitFile.parse("big.sub", bytes)).hasMessageContaining("longer than 4 MiB");
    }

    @Test
    void nulAndWhatIsNoUtf8AreRefusedWithLineAndColumn() {
        assertThatThrownBy(() -> SubmitFile.parse("nul.sub", "a = b\nc = \0\n".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        SubmitError.class, e -> assertThat(e.place()).hasToString("nul.sub:2:5"))
                .hasMessageContaining("NUL");
        assertThatThrownBy(() ->
                        SubmitFile.parse("latin.sub", "a = b\nc = \u00e9\n".getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOfSatisfying(
                        SubmitError.class, e -> assertThat(e.place()).hasToString("latin.sub:2:5"))
                .hasMessageContaining("UTF-8");
    }

    @Test
    void tooManyStatementsAreRefused() {
        assertThatThrownBy(() -> parse("a=b\n".repeat(300_000))).hasMessageContaining("more than 200000 statements");
    }

    @Test
    void macrosThatDoubleEachOtherEnd() throws Exception {
        StringBuilder text = new StringBuilder(HEAD).append("a0 = x\n");
        for (int i = 1; i <= 60; i++) {
            text.append("a%d = $(a%d)$(a%d)\n".formatted(i, i - 1, i - 1));
        }
        assertThat(errors(text + "+T = \"$(a60)\"\nqueue\n")).isNotEmpty();
    }

    @Test
    void anAssignmentThatDoublesItselfEnds() throws Exception {
        String text = HEAD + "a = xxxxxxxxxx\n" + "a = $(a)$(a)\n".repeat(60) + "+T = \"$(a)\"\nqueue\n";
        assertThat(errors(text)).isNotEmpty().first().asString().contains("longer than");
    }

    @Test
    void macrosWithinTheNamesOfMacrosEnd() throws Exception {
        assertThat(errors(HEAD + "+T = \"" + "$(".repeat(60_000) + "\"\nqueue\n"))
                .singleElement()
                .asString()
                .contains("60 deep");
    }

    @Test
    void macrosThatReferToEachOtherEnd() throws Exception {
        assertThat(errors(HEAD + "x = $(y)\ny = $(x)\n+T = \"$(x)\"\nqueue\n"))
                .singleElement()
                .asString()
                .contains("without an end");
    }

    @Test
    void openingParenthesesWithoutEndAreReadInOneGo() throws Exception {
        assertThat(errors(HEAD + "+T = \"" + "$(a:".repeat(200_000) + "\"\nqueue\n"))
                .isNotEmpty();
        assertThat(errors(HEAD + "+T = \"" + "$(".repeat(50_000) + "\"\nqueue\n"))
                .isNotEmpty();
    }

    @Test
    void branchesWithinBranchesEnd() throws Exception {
        assertThat(errors("if true\n".repeat(100_000))).first().asString().contains("more than 1000 deep");
    }

    @Test
    void valuesThatNeverEndAreReadOnce() throws Exception {
        assertThat(errors("if false\n" + "a @=e\n".repeat(100_000)))
                .singleElement()
                .asString()
                .contains("no endif");
    }

    @Test
    void filesThatIncludeThemselvesAreRefused() throws Exception {
        Files.writeString(folder.resolve("loop.txt"), "include : loop.txt\n");
        assertThat(errors(HEAD + "include : loop.txt\nqueue\n"))
                .first()
                .asString()
                .contains("more than 8 deep");
    }

    @Test
    void filesThatIncludeAnotherTwiceOnEachLevelAreRefused() throws Exception {
        for (int i = 0; i < 7; i++) {
            Files.writeString(folder.resolve(i + ".txt"), ("include : " + (i + 1) + ".txt\n").repeat(1000));
        }
        Files.writeString(folder.resolve("7.txt"), "a = b\n");
        assertThat(errors(HEAD + "include : 0.txt\nqueue\n")).first().asString().contains("included in all");
    }

    @Test
    void aListOfAMillionItemsIsRefused() throws Exception {
        assertThat(errors(HEAD + "queue x from (\n" + "a\n".repeat(1_000_000) + ")\n"))
                .singleElement()
                .asString()
                .contains("more than 100000 items");
        Files.writeString(folder.resolve("items"), "a\n".repeat(1_000_000));
        assertThat(errors(HEAD + "queue x from items\n"))
                .singleElement()
                .asString()
                .contains("more than 1000 items");
    }

    @Test
    void aCountThatIsHugeIsRefusedBeforeAnyJobIsMade() throws Exception {
        int[] taken = new int[1];
        Submission submission = submission();
        submission.run(parse(HEAD + "queue 9000000000000000000\n"), proc -> ++taken[0] > 0);
        assertThat(taken[0]).isZero();
        assertThat(submission.errors()).singleElement().asString().contains("more than the 1000 jobs");
    }

    @Test
    void aWordThatIsLongerInLowerCaseIsAPattern() throws Exception {
        assertThat(errors(HEAD + "queue x matching \u0130\n")).isEmpty();
    }

    @Test
    void aPatternThatIsNoneStandsForItself() throws Exception {
        Files.writeString(folder.resolve("b[a"), "");
        Submission submission = submission();
        submission.run(parse(HEAD + "queue x matching b[a\n"), proc -> true);
        assertThat(submission.errors()).isEmpty();
        assertThat(submission.procs()).isEqualTo(1);
    }

    @Test
    void countsOfSeveralStatementsAreAddedUp() throws Exception {
        assertThat(errors(HEAD + "queue 600\nqueue 400\n")).isEmpty();
        assertThat(errors(HEAD + "queue 600\nqueue 401\n"))
                .singleElement()
                .asString()
                .contains("1000 jobs");
    }

    @Test
    void aMillionMistakesAreAFew() throws Exception {
        assertThat(errors("garbage\n".repeat(150_000))).hasSize(50);
    }

    private static SubmitFile parse(String text) throws SubmitError {
        return SubmitFile.parse("hostile.sub", text.getBytes(StandardCharsets.UTF_8));
    }

    private Submission submission() {
        return new Submission(
                new FolderPlace(folder, Map.of(), Map.of()),
                new Submission.Options(new Random(1), RecordedPlace::evaluate, 1000, Optional.empty()));
    }

    /** Those of the file and of its attributes. */
    private List<String> errors(String text) throws SubmitError {
        Submission submission = submission();
        submission.run(parse(text), proc -> {
            proc.attributes();
            return true;
        });
        return submission.errors().stream()
                .map(error -> error.place() + ": " + error.getMessage())
                .toList();
    }
}
