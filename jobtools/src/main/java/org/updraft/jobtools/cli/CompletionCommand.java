package org.updraft.jobtools.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        version = "updraft 0.1.0",
        description = "Prints a script by which bash and zsh complete commands and options.",
        footer = {
            "",
            "Exit codes: 0 done.",
            "",
            "Examples:",
            "  source <(updraft completion)                 # in bash or zsh, for this session",
            "  updraft completion > ~/.updraft-completion   # and source that in ~/.bashrc or ~/.zshrc"
        })
public final class CompletionCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine()
                .getOut()
                .print(AutoComplete.bash("updraft", spec.root().commandLine()));
        spec.commandLine().getOut().flush();
        return Codes.OK;
    }
}
