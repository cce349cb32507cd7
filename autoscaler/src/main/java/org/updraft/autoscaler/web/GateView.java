package org.updraft.autoscaler.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.updraft.autoscaler.act.Gate;
import org.updraft.autoscaler.ledger.TurnJson;
import org.updraft.autoscaler.plan.TokenRefusal;

/** Who asked to be let into the pool, as JSON: sums for everybody, single requests for those who may see everything. */
final class GateView {

    private static final int SHOWN = 10;

    private GateView() {}

    static ObjectNode json(Gate gate, Caller caller, Instant now) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("waiting", gate.waiting());
        json.put("full", gate.isFull());
        gate.blindness().ifPresent(words -> json.put("blind", TurnJson.bounded(words)));
        json.put("approved", gate.approvals());
        Map<String, Long> sorted = new TreeMap<>();
        for (Map.Entry<TokenRefusal, Long> refusal : gate.refusals().entrySet()) {
            sorted.put(refusal.getKey().label(), refusal.getValue());
        }
        sorted.forEach(json.putObject("refused")::put);
        ArrayNode last = json.putArray("lastRefused");
        if (caller.seesEverything()) {
            gate.refused().stream().limit(SHOWN).forEach(entry -> last.add(row(entry, now)));
        }
        return json;
    }

    private static ObjectNode row(Gate.Entry entry, Instant now) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("at", entry.at().toString());
        json.put("ageSeconds", Duration.between(entry.at(), now).toSeconds());
        json.put("reason", entry.verdict());
        json.put("worker", entry.workerId().orElse(""));
        json.put("words", entry.words());
        return json;
    }
}
