package org.updraft.autoscaler.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.updraft.autoscaler.Service;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.settings.Settings;
import org.updraft.autoscaler.yaml.SettingsError;
import org.updraft.htcondor.CondorException;
import org.updraft.openstack.CloudException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        description = {
            "The service: watches the queue and keeps the pool as large as it needs to be.",
            "Runs as an ordinary user. SIGTERM finishes the turn and removes nothing; after any end it goes "
                    + "on where it was."
        },
        footer = {
            "",
            "Exit codes: 0 stopped; 1 the file has mistakes, or --once could not act; 2 usage; 3 outside world; 143 SIGTERM.",
            "",
            "Examples:",
            "  updraft run --config /etc/updraft/updraft.yaml",
            "  updraft run --config updraft.yaml --dry-run --once"
        })
public final class RunCommand implements Callable<Integer> {

    /** Longer than most turns; what is cut off is found again by the next start. */
    private static final long STOP_SECONDS = 45;

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "updraft.yaml")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    Path config;

    @Option(names = "--dry-run", description = "plans, logs and acts on nothing")
    boolean dryRun;

    @Option(names = "--once", description = "one turn, then exit")
    boolean once;

    @Override
    public Integer call() throws IOException, InterruptedException, LedgerException, CloudException, CondorException {
        return switch (Settings.load(config)) {
            case Settings.Loaded.Faulty faulty -> {
                faulty.errors().stream().map(SettingsError::render).forEach(System.err::println);
                yield ExitCode.FINDINGS;
            }
            case Settings.Loaded.Good good -> run(good.settings());
        };
    }

    private int run(Settings settings)
            throws IOException, InterruptedException, LedgerException, CloudException, CondorException {
        CountDownLatch ended = new CountDownLatch(1);
        try (Service service = Service.open(settings, dryRun, InstantSource.system())) {
            if (once) {
                Turn turn = service.once();
                turn.plan().actions().forEach(action -> System.out.println((dryRun ? "would " : "") + action));
                turn.plan().unmet().forEach(unmet -> System.out.println("waits: " + unmet));
                boolean clean =
                        turn.violations().isEmpty() && turn.seen().frozen().isEmpty();
                return clean ? ExitCode.OK : ExitCode.FINDINGS;
            }
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service, ended), "stop"));
            service.run();
        } finally {
            ended.countDown();
        }
        return ExitCode.OK;
    }

    private static void stop(Service service, CountDownLatch ended) {
        service.stop();
        try {
            if (!ended.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("updraft: the turn did not end within " + STOP_SECONDS + " s; stopped amid it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
