package org.updraft.autoscaler.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;

/** What goes back to a caller. */
@SuppressWarnings("ArrayRecordComponent") // written once, read once, never compared
record Answer(int status, String type, byte[] body) {

    static final String JSON = "application/json";

    static Answer ok(JsonNode json) {
        return json(200, json);
    }

    /** A refusal or failure, in words for people. */
    static Answer no(int status, String words) {
        return json(status, JsonNodeFactory.instance.objectNode().put("error", words));
    }

    static Answer text(int status, String type, String text) {
        return new Answer(status, type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer json(int status, JsonNode json) {
        return text(status, JSON, json + "\n");
    }
}
