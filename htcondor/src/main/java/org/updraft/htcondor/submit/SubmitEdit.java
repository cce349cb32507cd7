package org.updraft.htcondor.submit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Changes to a submit file. What is not changed keeps its bytes; comments stay. */
public final class SubmitEdit {

    private final SubmitFile file;
    private final String lineEnd;
    private final List<Change> changes = new ArrayList<>();

    private record Change(int from, int to, String text) {}

    public SubmitEdit(SubmitFile file) {
        this.file = file;
        this.lineEnd = file.source().text().contains("\r\n") ? "\r\n" : "\n";
    }

    /** Puts lines at the top, behind a first line that begins with {@code #!}. */
    public SubmitEdit front(List<String> lines) {
        String text = file.source().text();
        int at = text.startsWith("#!") ? text.indexOf('\n') + 1 : 0;
        return insert(at, lines);
    }

    /** Puts lines before each queue statement of this file; at the end if there is none. */
    public SubmitEdit beforeQueues(List<String> lines) {
        boolean any = false;
        for (Statement statement : file.statements()) {
            if (statement instanceof Statement.Queue queue) {
                insert(queue.span().from(), lines);
                any = true;
            }
        }
        return any ? this : end(lines);
    }

    public SubmitEdit end(List<String> lines) {
        String text = file.source().text();
        boolean open = !text.isEmpty() && !text.endsWith("\n");
        return add(text.length(), text.length(), (open ? lineEnd : "") + joined(lines));
    }

    /** Gives an assignment of this file another value, in one line; the name stays as it is spelled. */
    public SubmitEdit replace(Statement.Assignment assignment, String value) {
        Span span = assignment.span();
        String whole = span.text();
        String indent = whole.substring(0, assignment.nameSpan().from() - span.from());
        return add(span.from(), span.to(), indent + assignment.name() + " = " + value + lineEnd(whole));
    }

    public SubmitEdit remove(Statement statement) {
        return add(statement.span().from(), statement.span().to(), "");
    }

    private SubmitEdit insert(int at, List<String> lines) {
        return add(at, at, joined(lines));
    }

    private SubmitEdit add(int from, int to, String text) {
        changes.add(new Change(from, to, text));
        return this;
    }

    private String joined(List<String> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append(lineEnd));
        return text.toString();
    }

    private String lineEnd(String whole) {
        return whole.endsWith("\n") ? lineEnd : "";
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** What is put in at a place comes before what stands there. */
    private List<Change> sorted() {
        return changes.stream()
                .sorted(Comparator.comparingInt(Change::from).thenComparingInt(Change::to))
                .toList();
    }

    /** The file with all changes; those at one place in the order in which they were made. */
    public String text() {
        String text = file.source().text();
        StringBuilder result = new StringBuilder(text.length() + 512);
        int at = 0;
        for (Change change : sorted()) {
            result.append(text, at, Math.max(at, change.from())).append(change.text());
            at = Math.max(at, change.to());
        }
        return result.append(text, at, text.length()).toString();
    }
}
