package org.updraft.autoscaler.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.updraft.autoscaler.pool.Autopsy;

/** Why a worker did not join, and the evidence, as JSON. Its texts are bounded and clean when it is made. */
final class AutopsyView {

    private AutopsyView() {}

    static ObjectNode json(Autopsy autopsy) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("at", autopsy.at().toString());
        json.put("cause", autopsy.cause().label());
        json.put("causeWords", autopsy.cause().words());
        json.put("words", autopsy.words());
        json.put("remedy", autopsy.cause().remedy());
        autopsy.reached().ifPresent(stage -> json.put("reached", stage.label()));
        if (!autopsy.status().isEmpty()) {
            json.put("status", autopsy.status());
        }
        autopsy.fault().ifPresent(fault -> json.put("fault", fault));
        autopsy.actions().forEach(json.putArray("actions")::add);
        autopsy.console().forEach(json.putArray("console")::add);
        autopsy.unread().forEach(json.putArray("unread")::add);
        return json;
    }
}
