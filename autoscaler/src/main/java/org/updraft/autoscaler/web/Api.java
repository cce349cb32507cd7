package org.updraft.autoscaler.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.updraft.autoscaler.ledger.Ledger;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.Turn;
import org.updraft.autoscaler.plan.Explanation;

/** Everything under {@code /api/v1}: one line for each thing that can be asked or ordered. */
final class Api {

    private static final int TURNS_DEFAULT = 20;
    private static final int TURNS_MAX = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Desk desk;
    private final Mask mask = new Mask();
    private final Deeds deeds;
    private final WhyDesk why;
    private final Orders orders;
    private final HandOvers handOvers;
    private final Cleanups cleanups;

    Api(Desk desk) {
        this.desk = desk;
        this.deeds = new Deeds(desk.ledger());
        this.why = new WhyDesk(desk, deeds);
        this.orders = new Orders(desk);
        this.handOvers = new HandOvers(desk);
        this.cleanups = new Cleanups(desk);
    }

    /** @param path what follows {@code /api/v1} */
    Answer answer(Call call, List<String> path) {
        try {
            return call.acts() ? ordered(call, path) : asked(call, path);
        } catch (LedgerException e) {
            return Answer.no(503, String.valueOf(e.getMessage()));
        }
    }

    private Answer asked(Call call, List<String> path) throws LedgerException {
        return switch (path.size()) {
            case 1 ->
                switch (path.getFirst()) {
                    case "status" -> Answer.ok(new StatusView(desk, call.caller(), mask).json(deeds.latest()));
                    case "workers" -> lastTurn(call, Views::workers);
                    case "demands" -> lastTurn(call, Views::demands);
                    case "turns" -> turns(call);
                    case "leftovers" -> call.caller().mayAct() ? cleanups.list(call) : mayNotAct(call);
                    case HandOvers.PATH -> handOvers.list(call);
                    default -> unknown();
                };
            case 2 ->
                switch (path.getFirst()) {
                    case "workers" -> worker(call, path.get(1));
                    case "why" -> why(call, path.get(1));
                    default -> unknown();
                };
            default -> unknown();
        };
    }

    private Answer ordered(Call call, List<String> path) throws LedgerException {
        if (path.size() == 3
                && path.get(0).equals(HandOvers.PATH)
                && path.get(2).equals("remove")) {
            return handOvers.remove(call, path.get(1));
        }
        if (path.size() == 4 && path.get(0).equals("images") && path.get(3).equals("accept")) {
            return call.caller().known()
                    ? orders.acceptImage(path.get(1), path.get(2), call.caller())
                    : Answer.no(403, "images are accepted for users of this host only, on the service's Unix socket");
        }
        if (!call.caller().mayAct()) {
            return mayNotAct(call);
        }
        return switch (String.join("/", replaceNames(path))) {
            case "workers/*/drain" -> orders.drain(path.get(1), call.caller());
            case "workers/*/kill" -> orders.kill(path.get(1), call.caller());
            case "drain-all" -> orders.drainAll(call.caller());
            case "cleanup" -> cleanups.remove(call);
            case "clouds/*/enable" -> orders.enable(path.get(1), true, call.caller());
            case "clouds/*/disable" -> orders.enable(path.get(1), false, call.caller());
            default -> unknown();
        };
    }

    private static Answer mayNotAct(Call call) {
        return Answer.no(
                403,
                call.caller().user() + " may look and not act; root, the user of the service and members of the group "
                        + Operators.GROUP + " may");
    }

    private static List<String> replaceNames(List<String> path) {
        return path.size() == 3 ? List.of(path.get(0), "*", path.get(2)) : path;
    }

    private Answer lastTurn(Call call, Function<Views, ObjectNode> view) {
        Optional<Turn> turn = desk.lastTurn();
        if (turn.isEmpty()) {
            return Answer.no(503, "no turn has been taken yet; ask again in some seconds");
        }
        Views views = new Views(turn.get(), desk.clock().instant(), call.caller(), mask);
        return Answer.ok(view.apply(views)
                .put("turn", turn.get().number())
                .put("at", turn.get().seen().takenAt().toString())
                .put("now", desk.clock().instant().toString()));
    }

    private Answer worker(Call call, String idOrName) throws LedgerException {
        Optional<WorkerFile> file = WorkerFile.find(desk, idOrName);
        if (file.isEmpty() || call.caller().insightInto(file.get().owner()) != Caller.Insight.FULL) {
            return notYours(idOrName);
        }
        return Answer.ok(file.get().json(call.caller(), mask));
    }

    private Answer why(Call call, String subject) throws LedgerException {
        return switch (why.ask(subject)) {
            case WhyDesk.Reply.Known known -> explained(call, subject, known.explanations());
            case WhyDesk.Reply.Unknown unknown -> Answer.no(404, unknown.words());
            case WhyDesk.Reply.NotNow later -> Answer.no(503, later.words());
        };
    }

    private static Answer explained(Call call, String subject, List<Explanation> explanations) {
        List<Explanation> visible = explanations.stream()
                .filter(explanation -> call.caller().insightInto(explanation.owner()) == Caller.Insight.FULL)
                .toList();
        if (visible.isEmpty()) {
            return notYours(subject);
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode answers = json.putArray("answers");
        visible.forEach(explanation -> answers.add(json(explanation)));
        return Answer.ok(json);
    }

    private static ObjectNode json(Explanation explanation) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("subject", explanation.subject());
        json.put("state", explanation.state());
        json.put("owner", explanation.owner());
        explanation.sentences().forEach(json.putArray("sentences")::add);
        ArrayNode causes = json.putArray("causes");
        explanation.causes().forEach(cause -> causes.add(cause.label()));
        explanation.autopsy().ifPresent(autopsy -> json.set("autopsy", AutopsyView.json(autopsy)));
        return json;
    }

    /** The same words whether it exists or not: who may not see it, may not find that out either. */
    private static Answer notYours(String subject) {
        return Answer.no(404, "there is no " + excerpt(subject) + " here, or it is not yours");
    }

    private Answer turns(Call call) throws LedgerException {
        int most = call.number("most", 1, TURNS_MAX).map(Long::intValue).orElse(TURNS_DEFAULT);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode turns = json.putArray("turns");
        for (Ledger.TurnRow row : desk.ledger().turns(most, call.number("before", 1, Long.MAX_VALUE))) {
            turns.add(turn(row, call.caller()));
        }
        return Answer.ok(json);
    }

    /** Plan and outcomes name users and their jobs, so only who sees everything sees them. */
    private static ObjectNode turn(Ledger.TurnRow row, Caller caller) throws LedgerException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("number", row.number());
        json.put("at", row.at().toString());
        json.put("tookSeconds", row.tookMillis() / 1000.0);
        try {
            json.set("digest", JSON.readTree(row.digest()));
            if (caller.seesEverything()) {
                json.set("plan", JSON.readTree(row.plan()));
                json.set("outcomes", JSON.readTree(row.outcomes()));
            }
        } catch (JsonProcessingException e) {
            throw new LedgerException("turn " + row.number() + " cannot be read: " + e.getOriginalMessage(), e);
        }
        return json;
    }

    private static Answer unknown() {
        return Answer.no(404, "there is nothing here; the API is described in docs/api.md");
    }

    static String excerpt(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
