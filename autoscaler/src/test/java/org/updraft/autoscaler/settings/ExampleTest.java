package org.updraft.autoscaler.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.plan.Policy;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** docs/updraft.example.yaml is the manual of the file: complete, correct, and telling the defaults. */
class ExampleTest {

    private static final Path EXAMPLE = Path.of("../docs/updraft.example.yaml");

    @Test
    void theExampleLoadsAndShowsTheDefaults() {
        Settings settings = ((Settings.Loaded.Good) Settings.load(EXAMPLE)).settings();
        CloudSettings.Limits limits = settings.clouds().getFirst().limits();

        assertThat(settings.defaults()).isEqualTo(Settings.DEFAULTS);
        assertThat(settings.limits())
                .isEqualTo(new Settings.Limits(
                        Map.of("astro", 50),
                        Settings.Limits.DEFAULT.workers(),
                        Settings.Limits.DEFAULT.starting(),
                        Settings.Limits.DEFAULT.perTurn(),
                        Settings.Limits.DEFAULT.maxKeepAlive()));
        assertThat(settings.interval()).isEqualTo(Settings.INTERVAL);
        assertThat(settings.hold()).isEqualTo(Settings.Hold.DEFAULT);
        assertThat(settings.ledger()).isEqualTo(Settings.LEDGER);
        assertThat(settings.listen()).isEqualTo(Settings.Listen.DEFAULT);
        assertThat(settings.spool()).isEqualTo(Settings.SPOOL);
        assertThat(settings.patience()).isEqualTo(Policy.Patience.DEFAULT);
        assertThat(settings.pool().tokenKey()).isEqualTo(Settings.Pool.TOKEN_KEY);
        assertThat(settings.pool().deadline()).isEqualTo(Settings.Pool.DEADLINE);
        assertThat(settings.clouds().getFirst().timeouts()).isEqualTo(CloudSettings.Timeouts.DEFAULT);
        assertThat(limits.starting()).isEqualTo(CloudSettings.Limits.DEFAULT.starting());
    }

    @Test
    void everyKeyOfTheReaderStandsInTheExample() throws IOException {
        TreeSet<String> written = new TreeSet<>();
        collect("", new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(EXAMPLE)), written);

        assertThat(written)
                .containsExactlyElementsOf(SettingsReader.keysLookedForIn(EXAMPLE).stream()
                        .map(ExampleTest::withoutNames)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyKeyHasALineOfWords() throws IOException {
        List<String> bare = Files.readAllLines(EXAMPLE).stream()
                .filter(line -> line.matches("\\s+[a-zA-Z]+: +[^ #].*"))
                .filter(line -> !line.contains("# ") && !line.contains("enabled: false"))
                .toList();
        assertThat(bare).isEmpty();
    }

    private static void collect(String path, Object value, TreeSet<String> keys) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, child) -> {
                String full = path.isEmpty() ? key.toString() : path + "." + key;
                keys.add(withoutNames(full));
                collect(full, child, keys);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(child -> collect(path + "[]", child, keys));
        }
    }

    /** Names that the site chooses are no keys of ours. */
    private static String withoutNames(String path) {
        return path.replaceFirst("^(vmTypes|aliases|limits\\.users)\\.[^.]+", "$1.*");
    }
}
