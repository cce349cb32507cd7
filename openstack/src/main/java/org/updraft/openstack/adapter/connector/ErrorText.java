package org.updraft.openstack.adapter.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/**
 * What an error reply says, fit for a log line. OpenStack's services say it in several forms: {@code {"itemNotFound":
 * {"message": …}}}, {@code {"NeutronError": {"type": …, "message": …}}}, {@code {"error": {…}}}, and Glance in plain text.
 *
 * @param words one line, at most 300 characters, without control characters or mark-up
 * @param fromOpenStack true if the body was JSON in one of these forms
 */
record ErrorText(String words, boolean fromOpenStack) {
    private static final int CHARS_MAX = 300;
    private static final Pattern MARKUP = Pattern.compile("(?s)<(script|style|title)\\b.*?</\\1>|<[^>]*>");
    private static final Pattern NOT_FOR_A_LINE = Pattern.compile("[\\s\\p{Cntrl}\\p{Cf}]+");

    static ErrorText of(String body) {
        return fromJson(body, parsed(body));
    }

    private static ErrorText fromJson(String body, JsonNode json) {
        for (JsonNode error : json) {
            if (error.path("message").isTextual()) {
                String type = error.path("type").asText("");
                String message = error.path("message").asText();
                return new ErrorText(oneLine(type.isEmpty() ? message : type + ": " + message), true);
            }
        }
        String text = oneLine(MARKUP.matcher(body).replaceAll(" "));
        return new ErrorText(text.isEmpty() ? "with an empty body" : text, false);
    }

    private static JsonNode parsed(String body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (JsonProcessingException notJson) {
            return Json.MAPPER.missingNode();
        }
    }

    private static String oneLine(String text) {
        String line = NOT_FOR_A_LINE.matcher(text).replaceAll(" ").strip();
        return line.length() <= CHARS_MAX ? line : line.substring(0, CHARS_MAX) + "…";
    }
}
