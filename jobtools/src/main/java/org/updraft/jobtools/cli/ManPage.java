package org.updraft.jobtools.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A command's manual page, in the language of man(7), made of what its --help is made of. */
final class ManPage {

    private final CommandSpec command;
    private final StringBuilder text = new StringBuilder();

    private ManPage(CommandSpec command) {
        this.command = command;
    }

    /** Such as {@code updraft-image-share}. */
    static String name(CommandSpec command) {
        return command.qualifiedName("-");
    }

    static String of(CommandSpec command) {
        return new ManPage(command).page();
    }

    private String page() {
        String name = name(command);
        String description = plain(String.join(" ", command.usageMessage().description()));
        request(".TH \"" + name.toUpperCase(Locale.ROOT) + "\" 1 \"\" \"updraft\" \"Updraft\"");
        section("NAME");
        // the first sentence says what it is for
        line(name + " \\- " + roff(firstSentence(description)));
        section("SYNOPSIS");
        request(".nf");
        for (String row : command.commandLine().getHelp().synopsis(0).strip().split("\n", -1)) {
            line(roff(row.strip()));
        }
        request(".fi");
        section("DESCRIPTION");
        line(roff(description));
        positionals();
        options();
        commands();
        footer();
        return text.toString();
    }

    private static String firstSentence(String description) {
        int end = description.indexOf(". ");
        String first = end < 0 ? description : description.substring(0, end);
        return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    }

    private void positionals() {
        List<PositionalParamSpec> shown = command.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .toList();
        if (!shown.isEmpty()) {
            section("ARGUMENTS");
            shown.forEach(parameter -> entry("\\fI" + roff(parameter.paramLabel()) + "\\fR", parameter.description()));
        }
    }

    private void options() {
        List<OptionSpec> shown = command.options().stream()
                .filter(option -> !option.hidden())
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .toList();
        section("OPTIONS");
        for (OptionSpec option : shown) {
            List<String> names = new ArrayList<>();
            for (String name : option.names()) {
                names.add("\\fB" + roff(name) + "\\fR");
            }
            String value = option.arity().max() == 0 ? "" : " \\fI" + roff(option.paramLabel()) + "\\fR";
            entry(String.join(", ", names) + value, option.description());
        }
    }

    private void commands() {
        if (command.subcommands().isEmpty()) {
            return;
        }
        section("COMMANDS");
        command.subcommands()
                .forEach((name, line) -> entry(
                        "\\fB" + roff(name) + "\\fR",
                        line.getCommandSpec().usageMessage().description()));
    }

    /** Exit codes and examples, which stand as they are. */
    private void footer() {
        boolean examples = false;
        for (String row : command.usageMessage().footer()) {
            String plain = plain(row);
            if (plain.startsWith("Examples:") || plain.startsWith("Begin with:")) {
                section(plain.startsWith("Examples:") ? "EXAMPLES" : "BEGIN WITH");
                request(".nf");
                examples = true;
                String rest = plain.substring(plain.indexOf(':') + 1).strip();
                if (!rest.isEmpty()) {
                    line(roff(rest));
                }
            } else if (plain.startsWith("Exit codes:")) {
                section("EXIT STATUS");
                line(roff(plain.substring("Exit codes:".length()).strip()));
            } else if (!plain.isBlank()) {
                line(roff(plain.strip()));
            }
        }
        if (examples) {
            request(".fi");
        }
    }

    private void entry(String term, String[] description) {
        request(".TP");
        line(term);
        line(roff(plain(String.join(" ", description))));
    }

    private void section(String title) {
        request(".SH " + title);
    }

    private void request(String words) {
        text.append(words).append('\n');
    }

    /** A line that begins with a dot or a quote would be taken for a request. */
    private void line(String words) {
        text.append(words.startsWith(".") || words.startsWith("'") ? "\\&" : "")
                .append(words)
                .append('\n');
    }

    private static String plain(String markup) {
        return Ansi.OFF.string(markup).replaceAll("\\s+", " ").strip();
    }

    private static String roff(String words) {
        return words.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("…", "...")
                .replace("→", "to");
    }

    /** The command and all below it. */
    static List<CommandSpec> all(CommandSpec top) {
        List<CommandSpec> all = new ArrayList<>(List.of(top));
        top.subcommands().values().stream()
                .map(line -> line.getCommandSpec())
                .filter(spec -> !Arrays.asList("help").contains(spec.name()))
                .forEach(spec -> all.addAll(all(spec)));
        return all;
    }
}
