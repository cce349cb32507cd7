package org.updraft.autoscaler.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.ledger.TurnJson;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.pool.Autopsy;
import org.updraft.autoscaler.pool.Worker;

/**
 * All that is known of one worker, living or not.
 *
 * @param seen by the last turn; empty if it is too new or gone
 * @param record empty for a server that was found and not yet adopted
 * @param autopsy why it has not joined, if that is so and was looked into
 */
record WorkerFile(
        Desk desk,
        Optional<Turn> turn,
        Optional<Worker> seen,
        Optional<WorkerRecord> record,
        List<Ledger.LifeLine> life,
        Optional<Autopsy> autopsy) {

    /** By id or by name. */
    static Optional<WorkerFile> find(Desk desk, String idOrName) throws LedgerException {
        Optional<Turn> turn = desk.lastTurn();
        Optional<Worker> seen = turn.flatMap(last -> last.seen().workers().stream()
                .filter(worker -> worker.id().equals(idOrName) || worker.name().equals(idOrName))
                .findFirst());
        String id = seen.map(Worker::id).orElse(idOf(idOrName, desk.pool()));
        Optional<WorkerRecord> record = desk.ledger().worker(id);
        if (seen.isEmpty() && record.isEmpty()) {
            return Optional.empty();
        }
        // one that joined after all had its fence lifted, and what was found out before is of no interest any more
        boolean joined = record.flatMap(WorkerRecord::joinedAt).isPresent();
        Optional<Autopsy> autopsy = joined ? Optional.empty() : desk.ledger().autopsy(id);
        return Optional.of(
                new WorkerFile(desk, turn, seen, record, desk.ledger().lifeOf(id), autopsy));
    }

    private static String idOf(String idOrName, String pool) {
        String prefix = "updraft-" + pool + "-";
        return idOrName.startsWith(prefix) ? idOrName.substring(prefix.length()) : idOrName;
    }

    String id() {
        return seen.map(Worker::id).or(() -> record.map(WorkerRecord::id)).orElseThrow();
    }

    String owner() {
        return seen.map(Worker::owner).or(() -> record.map(WorkerRecord::owner)).orElseThrow();
    }

    ObjectNode json(Caller caller, Mask mask) {
        ObjectNode json = seen.flatMap(
                        worker -> new Views(turn.orElseThrow(), desk.clock().instant(), caller, mask).worker(worker))
                .orElseGet(() -> recorded(record.orElseThrow()));
        record.flatMap(WorkerRecord::end)
                .ifPresent(end -> json.putObject("end")
                        .put("at", end.at().toString())
                        .put("cause", end.cause().label())
                        .put("words", end.cause().words())
                        .put("detail", TurnJson.bounded(end.detail())));
        autopsy.ifPresent(why -> json.set("autopsy", AutopsyView.json(why)));
        ArrayNode lines = json.putArray("life");
        life.forEach(line -> lines.addObject()
                .put("at", line.at().toString())
                .put("activity", line.activity())
                .put("detail", TurnJson.bounded(line.detail())));
        return json;
    }

    private static ObjectNode recorded(WorkerRecord worker) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", worker.id());
        json.put("name", worker.name());
        json.put("cloud", worker.combination().cloud());
        json.put("flavor", worker.flavorName());
        worker.serverId().ifPresent(id -> json.put("server", id));
        json.put("owner", worker.owner());
        json.put("vmType", worker.vmType());
        json.put("demand", worker.demandKey());
        json.put("requestedAt", worker.requestedAt().toString());
        worker.joinedAt().ifPresent(at -> json.put("joinedAt", at.toString()));
        json.set("shape", TurnJson.shape(worker.shape()));
        return json;
    }
}
