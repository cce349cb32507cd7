package org.updraft.jobtools.cli;

import picocli.CommandLine;

/** Everything that can be typed behind {@code updraft}; also what completion and manual pages are made of. */
public final class CommandLines {

    private CommandLines() {}

    public static CommandLine all() {
        CommandLine line = org.updraft.autoscaler.Main.commandLine();
        line.getCommandSpec().removeSubcommand("why");
        line.addSubcommand(new WhyJobCommand());
        line.addSubcommand(new SubmitCommand());
        line.addSubcommand(new ValidateCommand());
        line.addSubcommand(new TranslateCommand());
        line.addSubcommand(new ImageCommand());
        line.addSubcommand(new CompletionCommand());
        line.addSubcommand(new ManualsCommand());
        // a word that begins with @ is a word, as it is where words are read by hand
        line.setExpandAtFiles(false);
        return line;
    }
}
