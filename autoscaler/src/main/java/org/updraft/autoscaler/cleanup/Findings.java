package org.updraft.autoscaler.cleanup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.updraft.autoscaler.ledger.TurnJson;

/**
 * What a cleanup found and did.
 *
 * @param unseen clouds that were not looked at whole, each with why: nothing was removed there
 */
public record Findings(Instant at, List<Remnant> remnants, List<Unseen> unseen) {

    public Findings {
        remnants = List.copyOf(remnants);
        unseen = List.copyOf(unseen);
    }

    public record Unseen(String cloud, String words) {}

    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("now", at.toString());
        ArrayNode rows = json.putArray("leftovers");
        remnants.forEach(remnant -> rows.add(row(remnant)));
        ArrayNode blind = json.putArray("unseen");
        unseen.forEach(
                cloud -> blind.addObject().put("cloud", cloud.cloud()).put("words", TurnJson.bounded(cloud.words())));
        return json;
    }

    private ObjectNode row(Remnant remnant) {
        ObjectNode row = JsonNodeFactory.instance
                .objectNode()
                .put("cloud", remnant.cloud())
                .put("kind", remnant.kind())
                .put("id", remnant.id())
                .put("address", TurnJson.bounded(remnant.address()))
                .put("server", remnant.serverId());
        remnant.worker().ifPresent(worker -> row.put("worker", worker));
        return row.put("since", remnant.since().toString())
                .put("ageSeconds", Duration.between(remnant.since(), at).toSeconds())
                .put("state", remnant.state().name().toLowerCase(Locale.ROOT))
                .put("words", TurnJson.bounded(remnant.words()));
    }
}
