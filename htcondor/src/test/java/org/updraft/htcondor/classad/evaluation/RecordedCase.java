package org.updraft.htcondor.classad.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.updraft.htcondor.classad.expression.Dialect;
import org.updraft.htcondor.classad.expression.Expression;
import org.updraft.htcondor.classad.expression.ExpressionError;
import org.updraft.htcondor.classad.expression.Node;

/** A line of the tables in resources/classad, written by HTCondor itself: see testbed/condor/record-expressions. */
record RecordedCase(String text, List<String> columns) {

    private static final ExpressionAd MY = ad("my.ad");
    private static final ExpressionAd TARGET = ad("target.ad");

    static RecordedCase of(String line) {
        List<String> cells = List.of(line.split("\t", -1));
        return new RecordedCase(cells.getFirst(), cells.subList(1, cells.size()));
    }

    static List<RecordedCase> table(String name) {
        return resource(name)
                .lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("# "))
                .map(RecordedCase::of)
                .toList();
    }

    /** HTCondor itself crashed. */
    boolean saysNothing() {
        return columns.equals(List.of("died"));
    }

    /** How we differ from the recorded line; empty if we do not. */
    Optional<String> difference(Dialect dialect) {
        List<String> ours = ours(dialect);
        List<String> theirs = new ArrayList<>(columns);
        if (theirs.getLast().equals("failed")) {
            theirs.set(theirs.size() - 1, "error");
        }
        return ours.equals(theirs)
                ? Optional.empty()
                : Optional.of(text + "\n    HTCondor: " + columns + "\n    Updraft:  " + ours);
    }

    private List<String> ours(Dialect dialect) {
        try {
            Expression expression = Expression.parse(text, dialect);
            List<String> ours = new ArrayList<>();
            if (dialect == Dialect.NEW) {
                ours.add(expression.print(Dialect.NEW));
            }
            ours.add(expression.print(Dialect.OLD).replace('\n', '\u2424').replace('\t', '\u2409'));
            ours.add(evaluation().value(expression).print(Dialect.NEW));
            return ours;
        } catch (ExpressionError e) {
            return List.of("refused");
        }
    }

    static Evaluation evaluation() {
        return Evaluation.of(MY, TARGET, surroundings());
    }

    static Surroundings surroundings() {
        return new Surroundings(
                InstantSource.fixed(Instant.parse("2026-11-28T06:57:22Z")),
                ZoneOffset.UTC,
                new Random(7),
                user -> user.equals("root") ? Optional.of("/root") : Optional.empty());
    }

    private static ExpressionAd ad(String name) {
        try {
            Node root = Expression.parse(resource(name), Dialect.NEW).root();
            TreeMap<String, Expression> attributes = new TreeMap<>();
            ((Node.AdLiteral) root).attributes().forEach((key, node) -> attributes.put(key, new Expression("", node)));
            return ExpressionAd.of(attributes);
        } catch (ExpressionError e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = RecordedCase.class.getResourceAsStream("/classad/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
