package org.updraft.htcondor.classad.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import org.updraft.htcondor.classad.expression.Node;

/** Functions with regular expressions. */
final class PatternFunctions {

    private PatternFunctions() {}

    static Value regexp(Call call) {
        if (call.count() != 2 && call.count() != 3) {
            return call.wrongCount();
        }
        return ofTexts(call, texts -> {
            Optional<TextPattern> pattern = compile(call, texts.get(0), texts.size() == 3 ? texts.get(2) : "");
            return pattern.isEmpty()
                    ? noPattern(call, texts.get(0))
                    : Value.of(pattern.get().isIn(texts.get(1)));
        });
    }

    private interface OfTexts {
        Value apply(List<String> texts);
    }

    /** An error if any argument is, undefined if any argument is, and then an error if any is no string. */
    private static Value ofTexts(Call call, OfTexts function) {
        List<String> texts = new ArrayList<>();
        List<Value> values = call.values();
        Optional<Value> unusable = unusable(values);
        if (unusable.isPresent()) {
            return unusable.get();
        }
        for (Value value : values) {
            if (!(value instanceof Value.Text text)) {
                return call.wrong(value);
            }
            texts.add(text.text());
        }
        return function.apply(texts);
    }

    private static Optional<Value> unusable(List<Value> values) {
        Optional<Value> error =
                values.stream().filter(Value.Failure.class::isInstance).findFirst();
        return error.isPresent() || !values.contains(Values.UNDEFINED) ? error : Optional.of(Values.UNDEFINED);
    }

    private static Optional<TextPattern> compile(Call call, String pattern, String options) {
        return TextPattern.compile(pattern, options, call.budget());
    }

    private static Value noPattern(Call call, String pattern) {
        return call.error("is no regular expression: " + Values.words(Value.of(pattern)));
    }

    /** What is no string before the first match makes an error, what is undefined makes it undefined. */
    static Value regexpMember(Call call) {
        if (call.count() != 2 && call.count() != 3) {
            return call.wrongCount();
        }
        List<Value> values = call.values();
        Optional<Value> unusable = unusable(values);
        if (unusable.isPresent()) {
            return unusable.get();
        }
        if (!(values.get(0) instanceof Value.Text pattern)) {
            return call.wrong(values.get(0));
        }
        if (!(values.get(1) instanceof Value.Items list)) {
            return call.wrong(values.get(1));
        }
        if (values.size() == 3 && !(values.get(2) instanceof Value.Text)) {
            return call.wrong(values.get(2));
        }
        String options = values.size() == 3 && values.get(2) instanceof Value.Text text ? text.text() : "";
        return member(call, compile(call, pattern.text(), options), list);
    }

    private static Value member(Call call, Optional<TextPattern> pattern, Value.Items list) {
        Value otherwise = Values.FALSE;
        for (Node item : list.items()) {
            Value value = call.value(item, list.within());
            if (value instanceof Value.Undefined) {
                otherwise = value;
            } else if (!(value instanceof Value.Text text)) {
                return call.wrong(value);
            } else if (pattern.isPresent() && pattern.get().isIn(text.text())) {
                // one that is no regular expression is in nothing
                return Values.TRUE;
            }
        }
        return otherwise;
    }

    /** {@code regexps}, and {@code replace} and {@code replaceAll}, which have the options f and fg. */
    static Value replace(Call call) {
        if (call.count() != 3 && call.count() != 4) {
            return call.wrongCount();
        }
        return ofTexts(call, texts -> {
            String given = texts.size() == 4 ? TextOrder.lower(texts.get(3)) : "";
            String options = given
                    + switch (TextOrder.lower(call.name())) {
                        case "replace" -> "f";
                        case "replaceall" -> "fg";
                        default -> "";
                    };
            Optional<TextPattern> pattern = compile(call, texts.get(0), options);
            return pattern.isEmpty()
                    ? noPattern(call, texts.get(0))
                    : replace(call, pattern.get(), texts.get(1), texts.get(2), options);
        });
    }

    private static Value replace(Call call, TextPattern pattern, String text, String by, String options) {
        boolean full = options.indexOf('f') >= 0;
        boolean all = options.indexOf('g') >= 0;
        String bytes = TextOrder.toBytes(text);
        String substitute = TextOrder.toBytes(by);
        StringBuilder result = new StringBuilder();
        Matcher matcher = pattern.matcher(bytes);
        int done = 0;
        while (TextPattern.find(matcher)) {
            if (all && matcher.start() == bytes.length() && matcher.end() == bytes.length()) {
                return call.error("matches the end of the text, which HTCondor does not do more than once");
            }
            if (full) {
                result.append(bytes, done, matcher.start());
            }
            done = matcher.end();
            if (!expand(substitute, matcher, result)) {
                return call.error("there is no such group: " + Values.words(Value.of(by)));
            }
            call.budget().chargeText(result.length());
            if (!all) {
                break;
            }
        }
        if (full) {
            result.append(bytes, done, bytes.length());
        }
        return call.text(TextOrder.ofBytes(result.toString()));
    }

    /** {@code \0} to {@code \9} are the match and its groups, up to the last one that took part. */
    private static boolean expand(String substitute, Matcher matcher, StringBuilder to) {
        for (int at = 0; at < substitute.length(); at++) {
            char c = substitute.charAt(at);
            int group = c == '\\' && at + 1 < substitute.length() ? substitute.charAt(at + 1) - '0' : -1;
            if (group < 0 || group > 9) {
                to.append(c);
            } else if (group > lastGroup(matcher)) {
                return false;
            } else {
                String part = matcher.group(group);
                to.append(part == null ? "" : part);
                at++;
            }
        }
        return true;
    }

    private static int lastGroup(Matcher matcher) {
        int last = matcher.groupCount();
        while (last > 0 && matcher.start(last) < 0) {
            last--;
        }
        return last;
    }
}
