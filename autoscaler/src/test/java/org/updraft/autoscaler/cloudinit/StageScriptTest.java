package org.updraft.autoscaler.cloudinit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.updraft.autoscaler.pool.Beacon;
import org.updraft.autoscaler.pool.Stage;

/** What a worker's machine writes on its console, by the script itself, is what the service reads there. */
class StageScriptTest {

    private static final List<String> KNOWN = Stream.concat(
                    Arrays.stream(Stage.values()).map(Stage::label), Stream.of("\"$where\""))
            .toList();

    @TempDir
    Path folder;

    private Path console;
    private Map<String, Object> told;

    @BeforeEach
    void render() throws Exception {
        console = Files.createFile(folder.resolve("console"));
        told = Yamls.mapping(Boots.text(new CloudInit(Templates.builtIn(), Boots.POOL, Boots.GIVEN)
                .render(Boots.plain(), Optional.empty(), List.of())));
    }

    @Test
    void aStageThatIsDoneIsReadAsDone() throws Exception {
        Beacon beacon = written("network", "ok", "10.42.0.17 ", "fd00::1");
        assertThat(beacon.stage()).isEqualTo(Stage.NETWORK);
        assertThat(beacon.state()).isEqualTo(Beacon.State.OK);
        assertThat(beacon.words()).isEqualTo("10.42.0.17  fd00::1");
        assertThat(beacon.at().getEpochSecond()).isGreaterThan(1_600_000_000L);
    }

    @Test
    void aStageThatFailedIsReadWithItsCodeAndWords() throws Exception {
        Beacon beacon = written("packages", "failed", "no-condor", "this image has no HTCondor");
        assertThat(beacon.state()).isEqualTo(Beacon.State.FAILED);
        assertThat(beacon.code()).isEqualTo("no-condor");
        assertThat(beacon.words()).isEqualTo("this image has no HTCondor");
        assertThat(beacon).isEqualTo(Beacon.parse(beacon.line()).orElseThrow());
    }

    @Test
    void itIsOneShortLineWhateverIsToBeTold() throws Exception {
        Beacon beacon = written("token", "failed", "unreachable", "two\nlines \u001b[31m of é" + "x".repeat(1000));
        assertThat(beacon.code()).isEqualTo("unreachable");
        assertThat(Files.readAllLines(console)).hasSize(1).allMatch(line -> line.matches("[ -~]{1,300}"));
    }

    @Test
    void cloudInitTellsOfItsStartByTheSameLine() throws Exception {
        List<?> commands = (List<?>) told.get("bootcmd");
        List<?> command = (List<?>) commands.getLast();
        assertThat(command.subList(0, 2)).isEqualTo(List.of("sh", "-c"));
        run("sh", "-c", toConsole(command.get(2).toString()));
        assertThat(Beacon.parse(Files.readAllLines(console).getFirst())).hasValueSatisfying(beacon -> {
            assertThat(beacon.stage()).isEqualTo(Stage.STARTED);
            assertThat(beacon.state()).isEqualTo(Beacon.State.OK);
        });
    }

    @Test
    void everyScriptTellsOfAStageInItsOrder() throws Exception {
        Pattern call = Pattern.compile("(?:^|[ {;])stage (\\S+) ([a-z]+)");
        int calls = 0;
        for (String script : List.of("join", "prepare", "token", "watch")) {
            for (String line : Boots.file(told, "/usr/local/sbin/updraft-" + script)
                    .lines()
                    .filter(line -> !line.strip().startsWith("#"))
                    .toList()) {
                Matcher found = call.matcher(line);
                while (found.find()) {
                    assertThat(found.group(1)).as(line).isIn(KNOWN);
                    assertThat(found.group(2)).as(line).isIn("ok", "failed", "waits");
                    calls++;
                }
            }
        }
        assertThat(calls).isGreaterThan(10);
    }

    @Test
    void aJoinThatStopsTellsOfWhat() throws Exception {
        String join = Boots.file(told, "/usr/local/sbin/updraft-join");
        String functions = join.substring(join.indexOf("# stop STAGE"), join.lastIndexOf("main"));
        Path file = Files.writeString(
                folder.resolve("stop"),
                "stage() { echo \"$*\"; }\nsay() { :; }\n" + functions + "stop condor no-start it does not");
        Process process = new ProcessBuilder("sh", file.toString()).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(said).isEqualTo("condor failed no-start it does not\n");
    }

    @Test
    void aMachineWithoutAConsoleStartsAllTheSame() throws Exception {
        String script =
                Boots.file(told, "/usr/local/sbin/updraft-stage").replace("/dev/console", folder + "/none/console");
        Path file = Files.writeString(folder.resolve("stage"), script);
        assertThat(run("sh", file.toString(), "disk", "ok")).isEmpty();
    }

    private Beacon written(String... words) throws Exception {
        Path file = Files.writeString(
                folder.resolve("stage"), toConsole(Boots.file(told, "/usr/local/sbin/updraft-stage")));
        List<String> command = new java.util.ArrayList<>(List.of("sh", file.toString()));
        command.addAll(List.of(words));
        assertThat(run(command.toArray(String[]::new))).isEmpty();
        return Beacon.parse(Files.readAllLines(console).getLast()).orElseThrow();
    }

    private String toConsole(String script) {
        return script.replace("> /dev/console", ">> " + console);
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
