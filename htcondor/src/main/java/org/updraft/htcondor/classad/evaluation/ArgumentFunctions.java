package org.updraft.htcondor.classad.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringTokenizer;

/** Functions of jobs' arguments. */
final class ArgumentFunctions {

    private ArgumentFunctions() {}

    static Value listToArgs(Call call) {
        OptionalInt syntax = syntax(call);
        if (syntax.isEmpty()) {
            return call.wrongCount();
        }
        if (!(call.value(0) instanceof Value.Items list)) {
            return call.wrong(call.value(0));
        }
        List<String> words = new ArrayList<>();
        for (Value value : call.values(list)) {
            if (!(value instanceof Value.Text text)) {
                return call.wrong(value);
            }
            words.add(text.text());
        }
        if (syntax.getAsInt() == 2) {
            return call.text(QuotedWords.write(words));
        }
        return words.stream().anyMatch(word -> word.chars().anyMatch(c -> QuotedWords.isSpace((char) c)))
                ? call.error("the older syntax has no quotes for spaces")
                : call.text(String.join(" ", words));
    }

    static Value argsToList(Call call) {
        OptionalInt syntax = syntax(call);
        if (syntax.isEmpty()) {
            return call.wrongCount();
        }
        Value value = call.value(0);
        if (!(value instanceof Value.Text text)) {
            return call.wrong(value);
        }
        Optional<List<String>> words =
                syntax.getAsInt() == 2 ? QuotedWords.read(text.text()) : Optional.of(unquoted(text.text()));
        return words.isEmpty()
                ? call.error("a ' is missing in " + Values.words(value))
                : call.list(words.get().stream().map(Value::of).toList());
    }

    private static List<String> unquoted(String text) {
        List<String> words = new ArrayList<>();
        StringTokenizer tokens = new StringTokenizer(text, " \t\n\r");
        while (tokens.hasMoreTokens()) {
            words.add(tokens.nextToken());
        }
        return words;
    }

    /** 1 for the older, 2 for the newer. */
    private static OptionalInt syntax(Call call) {
        if (call.count() == 1) {
            return OptionalInt.of(2);
        }
        return call.count() == 2
                        && call.value(1) instanceof Value.Whole version
                        && (version.number() == 1 || version.number() == 2)
                ? OptionalInt.of((int) version.number())
                : OptionalInt.empty();
    }
}
