package org.updraft.autoscaler.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.plan.Cause;
import org.updraft.autoscaler.plan.Deed;
import org.updraft.autoscaler.plan.Reason;
import org.updraft.autoscaler.pool.BootFault;

/** What was done lately, read back from the ledger's turns. Keeps the newest, so that polling costs one look a turn. */
final class Deeds {

    private static final int KEPT = 80;
    private static final int PAGE = 100;
    /** At a turn every 30 s, the last day. */
    private static final int TURNS_SEARCHED = 2900;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Cause> BY_LABEL =
            Arrays.stream(Cause.values()).collect(Collectors.toMap(Cause::label, Function.identity()));

    private final Ledger ledger;
    private List<Entry> latest = List.of();
    private long readUpTo;

    Deeds(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * One outcome.
     *
     * @param owner whose worker it touched; empty if nobody knows any more
     * @param count workers booted; of a boot that came to none, how many it was for; 1 for all else
     * @param result {@code done}, {@code refused}, {@code failed} or {@code skipped}
     * @param where cloud and flavor of a boot; empty for all else
     * @param autopsy why the worker had not joined, if that was found out on the way
     */
    record Entry(
            long turn, Deed deed, String owner, int count, String result, String where, Optional<BootFault> autopsy) {}

    /** The newest first. */
    synchronized List<Entry> latest() throws LedgerException {
        long last = ledger.lastTurn();
        if (last != readUpTo) {
            int news = Math.clamp(last - readUpTo, 1, PAGE);
            List<Entry> entries = new ArrayList<>();
            for (Ledger.TurnRow row : ledger.turns(news, Optional.empty())) {
                if (row.number() > readUpTo) {
                    entries.addAll(entries(row));
                }
            }
            entries.addAll(latest);
            latest = List.copyOf(entries.subList(0, Math.min(KEPT, entries.size())));
            readUpTo = last;
        }
        return latest;
    }

    /** What was last done to a worker; looks a day back, which costs. */
    Optional<Entry> about(String workerId) throws LedgerException {
        Optional<Long> before = Optional.empty();
        for (int searched = 0; searched < TURNS_SEARCHED; searched += PAGE) {
            List<Ledger.TurnRow> rows = ledger.turns(PAGE, before);
            for (Ledger.TurnRow row : rows) {
                if (row.outcomes().contains(workerId)) {
                    Optional<Entry> found = entries(row).stream()
                            .filter(entry -> entry.deed().workerIds().contains(workerId))
                            .findFirst();
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
            if (rows.size() < PAGE) {
                return Optional.empty();
            }
            before = Optional.of(rows.getLast().number());
        }
        return Optional.empty();
    }

    private List<Entry> entries(Ledger.TurnRow row) throws LedgerException {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode outcome : parse(row)) {
            entries.add(entry(row, outcome));
        }
        return entries.reversed();
    }

    private static JsonNode parse(Ledger.TurnRow row) throws LedgerException {
        try {
            return JSON.readTree(row.outcomes());
        } catch (JsonProcessingException e) {
            throw new LedgerException(
                    "the outcomes of turn " + row.number() + " cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private Entry entry(Ledger.TurnRow row, JsonNode outcome) throws LedgerException {
        JsonNode action = outcome.path("action");
        List<String> workers = new ArrayList<>();
        outcome.path("workers").forEach(worker -> workers.add(worker.asText()));
        String result = outcome.path("result").asText();
        Reason reason = new Reason(
                BY_LABEL.getOrDefault(action.path("cause").asText(), Cause.OPERATOR),
                action.path("detail").asText());
        Deed deed = new Deed(
                row.at(),
                action.path("action").asText(),
                action.path("demand").asText(),
                reason,
                result.equals("done"),
                workers,
                outcome.path("words").asText());
        String where = action.path("flavor").path("name").asText();
        return new Entry(
                row.number(),
                deed,
                owner(action, workers),
                workers.isEmpty() ? action.path("count").asInt(1) : workers.size(),
                result,
                where.isEmpty() ? "" : where + " on " + action.path("cloud").asText(),
                BootFault.ofLabel(outcome.path("autopsy").asText()));
    }

    private String owner(JsonNode action, List<String> workers) throws LedgerException {
        String named = action.path("owner").asText();
        if (!named.isEmpty() || workers.isEmpty()) {
            return named;
        }
        return ledger.worker(workers.getFirst()).map(WorkerRecord::owner).orElse("");
    }
}
