package org.updraft.htcondor.classad.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Functions of jobs' environments. */
final class EnvironmentFunctions {

    private EnvironmentFunctions() {}

    static Value envV1ToV2(Call call) {
        if (call.count() != 1) {
            return call.wrongCount();
        }
        Value value = call.value(0);
        if (value instanceof Value.Undefined) {
            return value;
        }
        if (!(value instanceof Value.Text text)) {
            return call.wrong(value);
        }
        List<String> settings = new ArrayList<>();
        int start = 0;
        for (int at = 0; at <= text.text().length(); at++) {
            if (at == text.text().length() || ";\n".indexOf(text.text().charAt(at)) >= 0) {
                String setting = text.text().substring(start, at).stripLeading();
                if (!setting.isEmpty()) {
                    settings.add(setting);
                }
                start = at + 1;
            }
        }
        Map<String, String> variables = new TreeMap<>(TextOrder::compare);
        return addAll(variables, settings) ? write(call, variables) : noEnvironment(call, value);
    }

    static Value merge(Call call) {
        Map<String, String> variables = new TreeMap<>(TextOrder::compare);
        for (Value value : call.values()) {
            if (value instanceof Value.Undefined) {
                continue;
            }
            if (!(value instanceof Value.Text text)) {
                return call.wrong(value);
            }
            Optional<List<String>> settings = QuotedWords.read(text.text());
            if (settings.isEmpty() || !addAll(variables, settings.get())) {
                return noEnvironment(call, value);
            }
        }
        return write(call, variables);
    }

    private static boolean addAll(Map<String, String> variables, List<String> settings) {
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals <= 0) {
                return false;
            }
            variables.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return true;
    }

    private static Value write(Call call, Map<String, String> variables) {
        List<String> words = new ArrayList<>();
        variables.forEach((name, value) -> words.add(name + "=" + value));
        return call.text(QuotedWords.write(words));
    }

    private static Value noEnvironment(Call call, Value value) {
        return call.error("is no environment: " + Values.words(value));
    }
}
