package org.updraft.jobtools.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.updraft.htcondor.submit.Span;

/** Collects what is found; the same of a thousand jobs counts once. */
public final class Findings {

    private static final int MOST = 200;
    /** Of one kind at one place, where values differ from job to job. */
    private static final int MOST_ALIKE = 3;

    private final Set<Finding> found = new LinkedHashSet<>();
    private final Map<String, Integer> alike = new HashMap<>();

    public void error(Rule rule, Span span, String message) {
        add(Finding.error(rule, place(span), message));
    }

    public void warning(Rule rule, Span span, String message) {
        add(Finding.warning(rule, place(span), message));
    }

    public void add(Finding finding) {
        String kind = finding.rule() + " " + finding.place();
        boolean known = found.contains(finding) || alike.getOrDefault(kind, 0) == MOST_ALIKE;
        if (!known && found.size() < MOST) {
            found.add(finding);
            alike.merge(kind, 1, Integer::sum);
        }
    }

    public void addAll(Collection<Finding> findings) {
        findings.forEach(this::add);
    }

    public boolean hasErrors() {
        return found.stream().anyMatch(Finding::isError);
    }

    /** In the order of the file, those without a place last. */
    public List<Finding> sorted() {
        List<Finding> all = new ArrayList<>(found);
        all.sort(Comparator.comparing((Finding finding) -> finding.place().isEmpty())
                .thenComparingInt(finding -> finding.place().map(Place::line).orElse(0))
                .thenComparingInt(finding -> finding.place().map(Place::column).orElse(0)));
        return all;
    }

    public static Place place(Span span) {
        return new Place(span.file(), span.line(), span.column(), span.lineText());
    }
}
