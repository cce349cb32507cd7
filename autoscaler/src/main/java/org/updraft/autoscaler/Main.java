package org.updraft.autoscaler;

import org.updraft.autoscaler.cli.CheckConfigCommand;
import org.updraft.autoscaler.cli.DemandsCommand;
import org.updraft.autoscaler.cli.DemoCommand;
import org.updraft.autoscaler.cli.DisableCommand;
import org.updraft.autoscaler.cli.DrainCommand;
import org.updraft.autoscaler.cli.EnableCommand;
import org.updraft.autoscaler.cli.ExitCode;
import org.updraft.autoscaler.cli.KillCommand;
import org.updraft.autoscaler.cli.PoolConfigCommand;
import org.updraft.autoscaler.cli.RunCommand;
import org.updraft.autoscaler.cli.SimulateCommand;
import org.updraft.autoscaler.cli.SpoolCommand;
import org.updraft.autoscaler.cli.StatusCommand;
import org.updraft.autoscaler.cli.TurnsCommand;
import org.updraft.autoscaler.cli.WhyCommand;
import org.updraft.autoscaler.cli.WorkersCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code updraft}: the service and its commands. */
@Command(
        name = "updraft",
        mixinStandardHelpOptions = true,
        version = "updraft 0.1.0",
        description = "Grows and shrinks an HTCondor pool on OpenStack by what waits in the queue.",
        subcommands = {
            HelpCommand.class,
            DemoCommand.class,
            SimulateCommand.class,
            RunCommand.class,
            CheckConfigCommand.class,
            PoolConfigCommand.class,
            StatusCommand.class,
            WhyCommand.class,
            WorkersCommand.class,
            DemandsCommand.class,
            TurnsCommand.class,
            DrainCommand.class,
            KillCommand.class,
            EnableCommand.class,
            DisableCommand.class,
            SpoolCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Begin with: updraft demo"})
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The whole command line; also what completion and manual pages are made of. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            // one line for people; the stack only where they ask for it
            command.getErr().println("updraft " + command.getCommandName() + ": " + message(failure));
            if (System.getenv("UPDRAFT_DEBUG") != null) {
                failure.printStackTrace(command.getErr());
            }
            return ExitCode.OUTSIDE;
        });
        return line;
    }

    private static String message(Exception failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
