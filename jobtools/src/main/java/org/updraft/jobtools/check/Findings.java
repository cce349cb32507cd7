package org.updraft.jobtools.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.updraft.htcondor.submit.Span;

/** Collects what is found; the same of a thousand jobs counts once. */
public final class Findings {

    private static final int MOST = 200;
    /** Of one kind at one place, where values differ from job to job. */
    private static final int MOST_ALIKE = 3;

    private final Map<String, Finding> found = new LinkedHashMap<>();
    private final Map<String, Integer> alike = new HashMap<>();

    public void error(Rule rule, Span span, String message) {
        add(Finding.error(rule, place(span), message));
    }

    public void warning(Rule rule, Span span, String message) {
        add(Finding.warning(rule, place(span), message));
    }

    public void add(Finding finding) {
        String kind =
                finding.rule().id() + " " + finding.place().map(Place::toString).orElse("");
        int before = alike.getOrDefault(kind, 0);
        if (before < MOST_ALIKE
                && found.size() < MOST
                && found.putIfAbsent(kind + finding.message(), finding) == null) {
            alike.put(kind, before + 1);
        }
    }

    public void addAll(Collection<Finding> findings) {
        findings.forEach(this::add);
    }

    public boolean hasErrors() {
        return found.values().stream().anyMatch(Finding::isError);
    }

    /** In the order of the file, those without a place last. */
    public List<Finding> sorted() {
        List<Finding> all = new ArrayList<>(found.values());
        all.sort(Findings::order);
        return all;
    }

    private static int order(Finding one, Finding other) {
        if (one.place().isEmpty() || other.place().isEmpty()) {
            return Boolean.compare(one.place().isEmpty(), other.place().isEmpty());
        }
        int lines =
                Integer.compare(one.place().get().line(), other.place().get().line());
        return lines == 0
                ? Integer.compare(
                        one.place().get().column(), other.place().get().column())
                : lines;
    }

    public static Place place(Span span) {
        return new Place(span.file(), span.line(), span.column(), span.lineText());
    }
}
