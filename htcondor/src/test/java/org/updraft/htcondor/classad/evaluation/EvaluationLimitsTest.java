package org.updraft.htcondor.classad.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.updraft.htcondor.classad.expression.Dialect;
import org.updraft.htcondor.classad.expression.Expression;
import org.updraft.htcondor.classad.expression.ExpressionError;

/** Expressions come from everybody: none may hang us, fill the memory or end the thread. */
class EvaluationLimitsTest {

    private static Value value(String text) throws ExpressionError {
        return value(text, Map.of());
    }

    private static Value value(String text, Map<String, String> attributes) throws ExpressionError {
        TreeMap<String, Expression> ad = new TreeMap<>();
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            ad.put(attribute.getKey(), Expression.parse(attribute.getValue(), Dialect.NEW));
        }
        return Evaluation.of(ExpressionAd.of(ad), RecordedCase.surroundings())
                .value(Expression.parse(text, Dialect.NEW));
    }

    private static void assertAbandoned(Value value, String why) {
        assertThat(value)
                .isInstanceOfSatisfying(
                        Value.Failure.class, error -> assertThat(error.why()).contains(why));
    }

    @Test
    void anAttributeThatNeedsItselfIsAnErrorAndEndsAll() throws Exception {
        Map<String, String> circle = Map.of("a", "b + 1", "b", "MY.a");

        assertAbandoned(value("a", circle), "it needs itself");
        assertAbandoned(value("isError(a) || true", circle), "it needs itself");
        assertAbandoned(value("[ x = x ].x"), "it needs itself");
        assertAbandoned(value("eval(s)", Map.of("s", "\"eval(s)\"")), "it needs itself");
        assertThat(value("false && a", circle)).isEqualTo(Values.FALSE);
    }

    @Test
    void attributesThatDoubleTheWorkEndSoon() throws Exception {
        TreeMap<String, String> bomb = new TreeMap<>(Map.of("a0", "1"));
        TreeMap<String, String> text = new TreeMap<>(Map.of("a0", "\"0123456789\""));
        TreeMap<String, String> lists = new TreeMap<>(Map.of("a0", "{ 1 }"));
        for (int i = 1; i < 60; i++) {
            String before = "a" + (i - 1);
            bomb.put("a" + i, before + " + " + before);
            text.put("a" + i, "strcat(" + before + "," + before + ")");
            lists.put("a" + i, "split(join(\",\"," + before + "," + before + "))");
        }

        assertAbandoned(value("a59", bomb), "too much work");
        assertAbandoned(value("a59", text), "too");
        assertAbandoned(value("a59", lists), "too");
        assertThat(value("a10", bomb)).isEqualTo(Value.of(1024));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "regexp(\"(.*)(.*)(.*)(.*)(.*)\\\\1b\",T)",
                "replaceAll(\"(a|aa)+\\\\1c\",T,\"x\")",
                "stringList_regexpMember(\"(a+)+\\\\1c\",T)",
                "regexpMember(\"(a+)+\\\\1c\",{ T })",
            })
    void aHostilePatternEndsSoon(String expression) throws Exception {
        assertAbandoned(value(expression, Map.of("T", "\"" + "a".repeat(200) + "\"")), "too much work");
    }

    @Test
    void aPatternGoesNoDeeperThanTheThread() throws Exception {
        String text = "a".repeat(60_000);
        assertThat(value("regexp(\"^(a|b)*$\",\"" + text + "\")")).isInstanceOf(Value.Failure.class);
        assertThat(value("regexp(\"" + "(".repeat(20_000) + "\",\"a\")")).isInstanceOf(Value.Failure.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((((((((((A))))))))))",
                "!!!!!!!!!!A",
                "f(f(f(f(f(A)))))",
                "{{{{{{A}}}}}}",
                "A?B:A?B:A?B:A?B:A",
                "[a=[a=[a=[a=A]]]]",
                "A&&A&&A&&A&&A&&A",
                "A.A.A.A.A.A.A",
                "A[0][0][0][0][0]"
            })
    void howeverLongAndDeepAnExpressionIsTheThreadSurvives(String shape) throws Exception {
        String open = shape.substring(0, shape.indexOf('A'));
        String close = shape.substring(shape.indexOf('A') + 1);
        for (int times = 1; open.length() * times + close.length() * times < Expression.LONGEST; times *= 2) {
            String text = open.repeat(times) + "A" + close.repeat(times);
            assertThat(onSmallStack(() -> printedAndEvaluated(text))).isTrue();
        }
    }

    @Test
    void attributesThatNeedEachOtherInARowAreEvaluatedUpToADepth() throws Exception {
        TreeMap<String, String> row = new TreeMap<>(Map.of("a0", "1"));
        for (int i = 1; i < 1000; i++) {
            row.put("a" + i, "a" + (i - 1) + " + 1");
        }
        assertThat(value("a150", row)).isEqualTo(Value.of(151));
        assertThat(onSmallStack(() -> assertAbandoned(value("a999", row), "nested too deep")))
                .isTrue();
    }

    private interface Action {
        void run() throws Exception;
    }

    private static void printedAndEvaluated(String text) {
        try {
            Expression expression = Expression.parse(text, Dialect.NEW);
            assertThat(Expression.parse(expression.print(Dialect.NEW), Dialect.NEW)
                            .print(Dialect.NEW))
                    .isEqualTo(expression.print(Dialect.NEW));
            assertThat(RecordedCase.evaluation().value(expression).print(Dialect.NEW))
                    .isNotEmpty();
        } catch (ExpressionError e) {
            assertThat(e.getMessage()).containsAnyOf("nested more than 200 deep", "at most 65536 characters");
        }
    }

    private static boolean onSmallStack(Action action) throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        action.run();
                    } catch (Throwable t) {
                        thrown.set(t);
                    }
                },
                "small",
                512 * 1024);
        thread.start();
        thread.join();
        if (thrown.get() != null) {
            throw new AssertionError(thrown.get());
        }
        return true;
    }
}
