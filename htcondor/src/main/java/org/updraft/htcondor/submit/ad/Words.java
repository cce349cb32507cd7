package org.updraft.htcondor.submit.ad;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.updraft.htcondor.submit.Arguments;
import org.updraft.htcondor.submit.Span;
import org.updraft.htcondor.submit.SubmitError;

/** Words as they stand in an ad: blanks in single quotes, a single quote as four. */
final class Words {

    private Words() {}

    static String joined(List<String> words) {
        StringJoiner joined = new StringJoiner(" ");
        words.forEach(word -> joined.add(quoted(word)));
        return joined.toString();
    }

    private static String quoted(String word) {
        if (word.isEmpty()) {
            return "''";
        }
        StringBuilder text = new StringBuilder();
        boolean open = false;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean special = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\'';
            if (special != open) {
                text.append('\'');
                open = special;
            }
            text.append(c == '\'' ? "''" : String.valueOf(c));
        }
        return text.append(open ? "'" : "").toString();
    }

    /** Names and values of {@code environment}, in both of its syntaxes. */
    static Map<String, String> environment(AdBuilder ad, String value) throws SubmitError {
        Map<String, String> all = new LinkedHashMap<>();
        Span place = ad.proc().place("environment");
        List<String> entries = value.startsWith("\"")
                ? Arguments.parse(value, place == null ? ad.proc().queue().span() : place)
                : List.of(value.split(";", -1));
        for (String entry : entries) {
            int equals = entry.indexOf('=');
            if (equals < 1 && !entry.isBlank()) {
                throw ad.error("environment", "environment: " + entry + " is not NAME=value");
            }
            if (equals > 0) {
                all.put(entry.substring(0, equals).strip(), entry.substring(equals + 1));
            }
        }
        return all;
    }
}
