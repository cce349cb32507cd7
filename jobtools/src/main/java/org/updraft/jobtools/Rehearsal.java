package org.updraft.jobtools;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.updraft.jobtools.cli.CommandLines;
import org.updraft.jobtools.cli.HotCommands;
import picocli.CommandLine;

/**
 * Does once what people do often, and shows nothing of it: so that the Java machine can note which classes it takes, and keep them
 * in an archive from which later starts are three times as fast. Argument: a submit file.
 */
public final class Rehearsal {

    private Rehearsal() {}

    public static void main(String[] args) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        HotCommands.rehearse(List.of("--offline", args[0]), nowhere);
        CommandLine all = CommandLines.all();
        all.setOut(new PrintWriter(nowhere, false, StandardCharsets.UTF_8));
        all.setErr(new PrintWriter(nowhere, false, StandardCharsets.UTF_8));
        all.execute("--help");
        all.execute("status", "--socket", args[0]);
        all.execute("why", "--socket", args[0], "1.0");
        System.exit(0);
    }
}
