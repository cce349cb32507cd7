package org.updraft.htcondor.classad.evaluation;

import java.util.ArrayList;
import java.util.List;

/** Functions that make a list of a string. */
final class SplitFunctions {

    private static final String SEPARATORS = ", \t";

    private SplitFunctions() {}

    static Value split(Call call) {
        if (call.count() != 1 && call.count() != 2) {
            return call.wrongCount();
        }
        if (!(call.value(0) instanceof Value.Text text)) {
            return call.wrong(call.value(0));
        }
        if (call.count() == 1) {
            return call.list(parts(text.text(), SEPARATORS));
        }
        return call.value(1) instanceof Value.Text separators
                ? call.list(parts(text.text(), separators.text()))
                : call.wrong(call.value(1));
    }

    /** White space among the separators and different ones in a row separate once, the same one again separates again. */
    private static List<Value> parts(String text, String separators) {
        List<Value> parts = new ArrayList<>();
        int at = skip(text, 0, separators);
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && separators.indexOf(text.charAt(end)) < 0) {
                end++;
            }
            parts.add(Value.of(text.substring(at, end)));
            at = skip(text, end, separators);
        }
        return parts;
    }

    private static int skip(String text, int from, String separators) {
        char last = ' ';
        int at = from;
        while (at < text.length() && separators.indexOf(text.charAt(at)) >= 0) {
            char c = text.charAt(at);
            if (!Character.isWhitespace(c)) {
                if (c == last) {
                    return at;
                }
                last = c;
            }
            at++;
        }
        return at;
    }

    /** {@code splitUserName} and {@code splitSlotName} at the first {@code @}, and differ where there is none. */
    static Value splitName(Call call) {
        if (call.count() != 1) {
            return call.wrongCount();
        }
        if (!(call.value(0) instanceof Value.Text name)) {
            return call.wrong(call.value(0));
        }
        int at = name.text().indexOf('@');
        if (at >= 0) {
            return pair(call, name.text().substring(0, at), name.text().substring(at + 1));
        }
        return call.name().equalsIgnoreCase("splitUserName")
                ? pair(call, name.text(), "")
                : pair(call, "", name.text());
    }

    private static Value pair(Call call, String first, String second) {
        return call.list(List.of(Value.of(first), Value.of(second)));
    }
}
