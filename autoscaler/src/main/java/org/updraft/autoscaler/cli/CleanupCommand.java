package org.updraft.autoscaler.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.updraft.autoscaler.cleanup.Alone;
import org.updraft.autoscaler.cleanup.Wish;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "cleanup",
        mixinStandardHelpOptions = true,
        description = {
            "Removes ports and floating IPs that gone servers of this pool left behind, as the running service does "
                    + "by itself every few minutes. Only what the ledger knows to be of its own workers, or what bears "
                    + "the mark of this pool and installation, and only some time after its server is gone.",
            "Deletes no server. Asks the running service; if that is down, and with --config, it works by itself "
                    + "under the lock of the ledger. For root, the service's user and members of the group updraft."
        },
        footer = {
            "",
            "Exit codes: 0 all is clean now, or would be; 1 something stays; 2 usage; 3 the service or a cloud does not "
                    + "answer, or the ledger is in use.",
            "",
            "Examples:",
            "  updraft cleanup --dry-run",
            "  updraft cleanup --untracked             # also lists what the ledger does not know",
            "  updraft cleanup --untracked --yes       # and removes it",
            "  updraft cleanup --config /etc/updraft/updraft.yaml"
        })
public final class CleanupCommand implements Callable<Integer> {

    /** Every cloud is listed twice. */
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    private static final List<String> HEADS =
            List.of("CLOUD", "KIND", "ID", "ADDRESS", "WORKER", "AGE", "STATE", "WHY");
    private static final int LINES = 4;

    @Mixin
    ApiOptions service = new ApiOptions();

    @Option(names = "--dry-run", description = "says what would be removed, and removes nothing")
    boolean dryRun;

    @Option(
            names = "--untracked",
            description = "also what bears the mark of this pool and installation and the ledger does not know: "
                    + "floating IPs, removed with --yes, and servers, which stay")
    boolean untracked;

    @Option(names = "--yes", description = "with --untracked: removes that too")
    boolean yes;

    @Override
    public Integer call() {
        if (yes && !untracked) {
            return complain("--yes goes with --untracked", ExitCode.USAGE);
        }
        Wish wish = new Wish(!dryRun, untrackedWish());
        String what = "?untracked=" + wish.untracked().label();
        return service.askOr(
                dryRun ? "GET" : "POST",
                (dryRun ? "/leftovers" : "/cleanup") + what,
                DEADLINE,
                CleanupCommand::shown,
                settings -> alone(settings, wish));
    }

    private Wish.Untracked untrackedWish() {
        if (!untracked) {
            return Wish.Untracked.HIDE;
        }
        return yes ? Wish.Untracked.REMOVE : Wish.Untracked.LIST;
    }

    /** The lock decides whether the service is down; that its socket is silent does not. */
    private int alone(Settings settings, Wish wish) {
        try {
            String by = System.getProperty("user.name", "somebody");
            JsonNode findings = Alone.run(settings, System.getenv(), InstantSource.system(), wish, by)
                    .json();
            return service.show(findings, shown(findings));
        } catch (LedgerException e) {
            return complain(String.valueOf(e.getMessage()), ExitCode.OUTSIDE);
        }
    }

    private static ApiOptions.Shown shown(JsonNode answer) {
        Row findings = Row.of(answer);
        Screen screen = new Screen();
        List<List<String>> rows =
                findings.rows("leftovers").map(CleanupCommand::cells).toList();
        List<Row> unseen = new ArrayList<>(findings.rows("unseen").toList());
        if (rows.isEmpty() && unseen.isEmpty()) {
            screen.say("", "nothing is left behind");
        }
        if (!rows.isEmpty()) {
            screen.table(HEADS, rows, LINES);
        }
        unseen.forEach(cloud -> screen.say("NOT SEEN", cloud.text("cloud") + ": " + cloud.text("words")));
        return new ApiOptions.Shown(screen, code(findings, unseen));
    }

    private static int code(Row findings, List<Row> unseen) {
        if (!unseen.isEmpty()) {
            return ExitCode.OUTSIDE;
        }
        boolean stays = findings.rows("leftovers")
                .map(row -> row.text("state"))
                .anyMatch(state -> state.equals("stays") || state.equals("failed"));
        return stays ? ExitCode.FINDINGS : ExitCode.OK;
    }

    private static List<String> cells(Row row) {
        return List.of(
                row.text("cloud"),
                row.text("kind"),
                row.text("id"),
                row.text("address"),
                row.text("worker"),
                row.age("ageSeconds"),
                row.text("state"),
                row.text("words"));
    }

    private int complain(String words, int code) {
        service.complain(words);
        return code;
    }
}
