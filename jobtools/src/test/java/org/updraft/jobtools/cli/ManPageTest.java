package org.updraft.jobtools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class ManPageTest {

    static Stream<CommandSpec> commands() {
        return ManPage.all(CommandLines.all().getCommandSpec()).stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasAPageWithAllItsOptionsAndAnExample(CommandSpec command) {
        String page = ManPage.of(command);

        assertThat(page).startsWith(".TH \"").contains(".SH NAME", ".SH SYNOPSIS", ".SH OPTIONS");
        for (OptionSpec option : command.options()) {
            assertThat(page).contains("\\fB" + option.longestName().replace("-", "\\-") + "\\fR");
        }
        assertThat(page.lines()
                        .filter(line -> line.startsWith("."))
                        .map(line -> line.split(" ")[0])
                        .distinct())
                .isSubsetOf(List.of(".TH", ".SH", ".nf", ".fi", ".TP"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyHelpHasAnExample(CommandSpec command) {
        assertThat(String.join("\n", command.usageMessage().footer()))
                .as(command.qualifiedName())
                .containsPattern("Examples?:|Begin with:");
    }

    @Test
    void completionKnowsEveryCommand() {
        String script = AutoComplete.bash("updraft", CommandLines.all());

        assertThat(script).contains("submit", "validate", "translate", "image", "--cloud-config", "why");
    }
}
