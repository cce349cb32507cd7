package org.updraft.autoscaler.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.updraft.autoscaler.access.CloudAccess;
import org.updraft.autoscaler.access.CondorAccess;
import org.updraft.autoscaler.check.CheckConfig;
import org.updraft.autoscaler.check.Finding.Verdict;
import org.updraft.autoscaler.check.RealCondorProbe;
import org.updraft.autoscaler.check.Report;
import org.updraft.autoscaler.settings.Settings;
import org.updraft.autoscaler.yaml.SettingsError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "check-config",
        mixinStandardHelpOptions = true,
        description = {
            "Checks updraft.yaml, then asks everything outside that it names once: clouds, HTCondor, files.",
            "Changes nothing. Run it as the service's user."
        },
        footer = {
            "",
            "Exit codes: 0 all right, warnings apart; 1 something is wrong; 2 usage; 3 something did not answer.",
            "",
            "Example:",
            "  updraft check-config --config /etc/updraft/updraft.yaml"
        })
public final class CheckConfigCommand implements Callable<Integer> {

    private static final int WIDTH = 100;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "the file to check")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    Path config;

    @Option(names = "--json", description = "print one JSON object instead of a table")
    boolean json;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        return switch (Settings.load(config)) {
            case Settings.Loaded.Faulty faulty -> tell(out, faulty.errors());
            case Settings.Loaded.Good good -> tell(out, ask(good.settings()));
        };
    }

    private static Report ask(Settings settings) throws InterruptedException {
        InstantSource clock = InstantSource.system();
        List<CloudAccess> clouds = settings.clouds().stream()
                .map(cloud -> CloudAccess.to(cloud, System.getenv(), clock))
                .toList();
        CondorAccess condor = CondorAccess.to(settings);
        RealCondorProbe probe = new RealCondorProbe(condor, settings.pool());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return new CheckConfig(settings, clouds, condor.pool(), condor.queue(), probe, clock).run(threads);
        }
    }

    private int tell(PrintWriter out, Report report) {
        out.print(json ? report.json() + "\n" : report.table(WIDTH));
        out.flush();
        if (report.has(Verdict.FAIL)) {
            return ExitCode.FINDINGS;
        }
        return report.has(Verdict.SILENT) ? ExitCode.OUTSIDE : ExitCode.OK;
    }

    private int tell(PrintWriter out, List<SettingsError> errors) {
        if (json) {
            out.println(json(errors));
        } else {
            errors.forEach(error -> out.println(error.render()));
            out.println(errors.size() + " mistakes in " + config + "; nothing outside was asked");
        }
        out.flush();
        return ExitCode.FINDINGS;
    }

    private static ObjectNode json(List<SettingsError> errors) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = json.putArray("errors");
        for (SettingsError error : errors) {
            rows.addObject()
                    .put("file", error.file().toString())
                    .put("line", error.line())
                    .put("column", error.column())
                    .put("words", error.words());
        }
        return json.put("clean", false);
    }
}
