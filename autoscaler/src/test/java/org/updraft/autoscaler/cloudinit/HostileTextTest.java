package org.updraft.autoscaler.cloudinit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.updraft.autoscaler.pool.Terms;

/** Owner, VMType, VMAMIConfig and pool come from users. Whatever is in them stays one value, or is refused by name before a boot. */
class HostileTextTest {
    private static final String CONDOR = "/etc/condor/config.d/90-updraft.config";
    private static final List<String> PIECES = List.of(
            "\"",
            "\\",
            "'",
            "$",
            "$(",
            ")",
            "\n",
            "\r\n",
            "\t",
            "\0",
            "`",
            "{{owner}}",
            "}}",
            ": ",
            " #",
            "- ",
            "|",
            ">",
            "&",
            "*",
            "!",
            "%",
            "@",
            "@=end",
            "use ROLE:x",
            "START = True",
            "é",
            "😀",
            "\ud800",
            "\u2028",
            "\u0085",
            "\ufeff",
            "../",
            "~",
            "[",
            "]",
            "{",
            "}",
            ",",
            "?",
            ";",
            " ",
            "a",
            "Z",
            "0",
            "$ENV(PATH)",
            "$$(x)",
            "/etc/condor/config.d/99-mine",
            "\\\\host\\share",
            "file:///etc/passwd",
            "https://u:p@[::1]:99999/a%0ab?c=d&e#f",
            "$(reboot)",
            "${IFS}",
            " && ",
            " || ",
            "<<EOF",
            "2>&1",
            "$(DOLLAR)",
            "$INT(x)",
            "include : /x",
            "=?=",
            "<<: *a",
            "!!int ",
            "---",
            "%YAML 1.1",
            "{{{owner}}}",
            "{{#shared}}",
            "--updraft-part-boundary",
            "eof");

    private final CloudInit cloudInit = new CloudInit(Templates.builtIn(), Boots.POOL, Boots.GIVEN);

    @Test
    void everyTextIsRefusedOrArrivesAsItWasAndChangesNothingElse() throws Exception {
        var random = new Random(20261122);
        Map<String, Object> plain = rendered(Boots.of("x", "x", "x", 2));
        List<String> plainNames = names(Boots.file(plain, CONDOR));
        int arrived = 0;
        for (int i = 0; i < 1000; i++) {
            String text = nasty(random);
            if (WorkerBoot.unfit(text).isPresent()) {
                assertThatThrownBy(() -> Boots.of(text, "x", "x", 2)).hasMessageContaining("owner");
                assertThatThrownBy(() -> Boots.of("x", text, "x", 2)).hasMessageContaining("VMType");
                assertThatThrownBy(() -> Boots.on(new Terms(false, 0, text))).hasMessageContaining("VMAMIConfig");
                continue;
            }
            arrived++;
            Map<String, Object> config = rendered(Boots.of(text, text, text, 2));
            String condor = Boots.file(config, CONDOR);
            assertThat(names(condor)).as(text).isEqualTo(plainNames);
            for (String attribute : List.of("UpdraftOwner", "VMType", "UpdraftPool")) {
                assertThat(Boots.condorString(condor, attribute)).isEqualTo(text);
            }
            assertThat(config.keySet()).isEqualTo(plain.keySet());
            assertThat(config.get("users")).isEqualTo(plain.get("users"));
            assertThat(config.get("runcmd")).isEqualTo(plain.get("runcmd"));
            assertThat(Boots.file(config, "/usr/local/sbin/updraft-join"))
                    .isEqualTo(Boots.file(plain, "/usr/local/sbin/updraft-join"));
        }
        assertThat(arrived).isBetween(200, 800);
    }

    @Test
    void aVmamiConfigArrivesAsItWasAndChangesNothingElse() throws Exception {
        var random = new Random(20261125);
        String usual = Boots.file(rendered(Boots.on(new Terms(false, 3, "x"))), CONDOR);
        int arrived = 0;
        for (int i = 0; i < 1000; i++) {
            String text = nasty(random);
            if (WorkerBoot.unfit(text).isEmpty()) {
                arrived++;
                String condor = Boots.file(rendered(Boots.on(new Terms(false, 3, text))), CONDOR);
                assertThat(Boots.condorString(condor, "UpdraftCloudConfig")).isEqualTo(text);
                assertThat(names(condor)).as(text).isEqualTo(names(usual));
                assertThat(start(condor)).isEqualTo(start(usual));
            }
        }
        assertThat(arrived).isBetween(200, 800);
    }

    @Test
    void aMillionCharactersAreRefusedByNameAndNotRepeated() {
        String million = "x".repeat(1 << 20);
        assertThatThrownBy(() -> Boots.of(million, "x", "x", 2)).hasMessageMatching("the owner is .{1,200}");
        assertThatThrownBy(() -> Boots.of("x", million, "x", 2)).hasMessageMatching("the VMType is .{1,200}");
        assertThatThrownBy(() -> Boots.on(new Terms(false, 0, million)))
                .hasMessageMatching("the VMAMIConfig is .{1,200}");
    }

    @Test
    void yamlHoldsEveryTextInAscii() {
        var random = new Random(7);
        for (int i = 0; i < 3000; i++) {
            String text = nasty(random).replace("\ud800", "");
            String yaml = "x: " + Format.YAML.escapeOrRefuse(text);
            assertThat(yaml.chars()).allMatch(c -> c >= ' ' && c < 127);
            assertThat(Yamls.mapping(yaml)).isEqualTo(Map.of("x", text));
            if (WorkerBoot.unfit(text).isEmpty()) {
                assertThat(Yamls.mapping(Yamls.dump(Map.of("x", text)))).isEqualTo(Map.of("x", text));
            }
        }
    }

    @Test
    void aShellReadsWhatWasWritten(@TempDir Path folder) throws Exception {
        var random = new Random(11);
        var texts = new ArrayList<String>();
        var script = new StringBuilder();
        while (texts.size() < 1000) {
            String text = nasty(random);
            if (Format.SHELL.unfit(text).isEmpty()) {
                texts.add(text);
                script.append("x=").append(Format.SHELL.escapeOrRefuse(text)).append("\nprintf '%s\\n' \"$x\"\n");
            }
        }
        Path file = Files.writeString(folder.resolve("script"), script);
        Process sh = new ProcessBuilder("sh", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(sh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).isEqualTo(String.join("\n", texts) + "\n");
        assertThatThrownBy(() -> Format.SHELL.escapeOrRefuse("a\nreboot")).hasMessageContaining("line ends");
    }

    @Test
    void aValueThatHTCondorCanNotHoldIsRefusedWithTheReason() {
        assertThat(WorkerBoot.unfit("a\nSTART = True"))
                .hasValueSatisfying(why -> assertThat(why).contains("line ends"));
        assertThat(WorkerBoot.unfit("a\\"))
                .hasValueSatisfying(why -> assertThat(why).contains("backslash"));
        assertThat(WorkerBoot.unfit("a\\\"b"))
                .hasValueSatisfying(why -> assertThat(why).contains("backslash"));
        assertThat(WorkerBoot.unfit("$$(x)"))
                .hasValueSatisfying(why -> assertThat(why).contains("dollars"));
        assertThat(WorkerBoot.unfit("x".repeat(10_000_000)))
                .hasValueSatisfying(why -> assertThat(why).contains("256"));
        assertThat(WorkerBoot.unfit("")).isPresent();
        assertThat(WorkerBoot.unfit("AD\\alice $(x) \"é😀\"")).isEmpty();
        assertThatThrownBy(() -> Boots.of("x", "y".repeat(10_000_000), "x", 2)).hasMessageMatching("(?s).{1,300}");
    }

    private static String nasty(Random random) {
        var text = new StringBuilder();
        for (int n = 1 + random.nextInt(5); n > 0; n--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static String start(String condor) {
        return Boots.condorStatements(condor).stream()
                .filter(line -> line.startsWith("START = "))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(String condor) {
        return Boots.condorStatements(condor).stream()
                .map(line -> line.contains(" = ") ? line.substring(0, line.indexOf(" = ")) : line)
                .toList();
    }

    private Map<String, Object> rendered(WorkerBoot boot) throws Exception {
        return Yamls.mapping(Boots.text(cloudInit.render(boot, Optional.empty(), List.of())));
    }
}
