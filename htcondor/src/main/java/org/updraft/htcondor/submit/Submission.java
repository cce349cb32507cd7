package org.updraft.htcondor.submit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Reads a submit file as condor_submit does, statement by statement, and hands over each proc that it queues. Procs are made one
 * after the other and none is kept, so that a million cost no more memory than one.
 */
public final class Submission {

    private static final int DEEPEST_INCLUDE = 8;
    private static final int MOST_INCLUDED_BYTES = 8 << 20;
    private static final int MOST_ERRORS = 50;
    /** What a variable of an earlier queue statement stands for in a later one that does not set it (23.9.6). */
    private static final String NO_ITEM = "<Queue_item>";

    private static final String TEMPLATE = "SUBMIT_TEMPLATE_";

    private final Macros macros;
    private final Functions functions;
    private final Conditions conditions;
    private final SubmitPlace outside;
    private final Options options;
    private final List<SubmitError> errors = new ArrayList<>();
    private final List<Statement> read = new ArrayList<>();
    private final Deque<Frame> branches = new ArrayDeque<>();
    private Procs sink = proc -> true;
    private int includedBytes;
    private int procs;
    private boolean stopped;
    private boolean queued;

    /**
     * @param random for $RANDOM_CHOICE and its like
     * @param evaluate what a ClassAd expression without attributes comes to; see {@link Functions}
     * @param mostItems a list of items may be so long, and a file may queue so many jobs
     * @param queue arguments of a queue statement behind the file, if it has none itself
     */
    public record Options(
            RandomGenerator random,
            Function<String, Optional<Object>> evaluate,
            int mostItems,
            Optional<String> queue) {}

    /** Takes the procs. */
    @FunctionalInterface
    public interface Procs {
        /** @return false to see no more */
        boolean take(Proc proc) throws SubmitError;
    }

    /** A branch: whether it is being read, whether one of its chain was, and whether its else is past. */
    private record Frame(Span opened, boolean active, boolean done, boolean elsed) {}

    public Submission(SubmitPlace outside, Options options) {
        this.outside = outside;
        this.options = options;
        this.macros = new Macros(outside);
        this.functions = new Functions(macros, options.random(), options.evaluate());
        this.conditions = new Conditions(macros, functions);
        macros.number("cluster", 1);
        macros.number("clusterid", 1);
        numbered(0);
        macros.fallback("Row", "0");
        macros.fallback("ItemIndex", "0");
    }

    /** Reads the file. What is wrong with statements is collected in {@link #errors}; reading goes on behind each. */
    public void run(SubmitFile file, Procs taker) {
        sink = taker;
        macros.fallback("SUBMIT_FILE", file.source().name());
        run(file, 0);
        if (!branches.isEmpty() && !stopped) {
            errors.add(new SubmitError(
                    branches.peek().opened(), "this if has no endif; write endif behind what it is for"));
        }
        if (!queued && !stopped && options.queue().isPresent()) {
            SourceText words = SourceText.of("--queue", options.queue().get());
            Span span = words.span(0, words.text().length());
            guarded(span, () -> queue(new Statement.Queue(span, span, words.text(), List.of())));
        }
    }

    /** Sets a command as a line before the file would. */
    public void preset(String name, String value) {
        macros.define(name.startsWith("+") ? "MY." + name.substring(1) : name, value, null);
    }

    /** In the order of the file. */
    public List<SubmitError> errors() {
        return errors;
    }

    /** Statements that were read, those of included files in place of the include; those in branches not taken are left out. */
    public List<Statement> statements() {
        return read;
    }

    /** How many procs were handed over. */
    public int procs() {
        return procs;
    }

    private void run(SubmitFile file, int depth) {
        StatementReader reader = new StatementReader(file.source());
        Statement next = reader.next(isTaken());
        while (next != null && !stopped && errors.size() < MOST_ERRORS) {
            Statement statement = next;
            guarded(statement.span(), () -> one(statement, depth));
            next = reader.next(isTaken());
        }
    }

    private boolean isTaken() {
        return branches.isEmpty() || branches.peek().active();
    }

    private interface Step {
        void take() throws SubmitError;
    }

    private void guarded(Span place, Step step) {
        try {
            step.take();
        } catch (NotRun e) {
            errors.add(e);
            stopped = true;
        } catch (SubmitError e) {
            errors.add(e);
        } catch (StackOverflowError e) {
            errors.add(new SubmitError(place, "what stands here is nested too deep"));
        }
    }

    private void one(Statement statement, int depth) throws SubmitError {
        if (statement instanceof Statement.Branch branch) {
            branch(branch);
            return;
        }
        if (!(statement instanceof Statement.Filler)) {
            read.add(statement);
        }
        // no switch over the type: it is linked at run time, for which users would wait
        if (statement instanceof Statement.Assignment assignment) {
            assign(assignment);
        } else if (statement instanceof Statement.Queue queue) {
            queue(queue);
        } else if (statement instanceof Statement.Include include) {
            include(include, depth);
        } else if (statement instanceof Statement.Use use) {
            use(use, depth);
        } else if (statement instanceof Statement.Message message) {
            message(message);
        } else if (statement instanceof Statement.Unreadable unreadable) {
            throw new SubmitError(unreadable.place(), unreadable.why());
        }
    }

    private void branch(Statement.Branch branch) throws SubmitError {
        boolean outer = branches.isEmpty() || branches.peek().active();
        switch (branch.word()) {
            case IF -> {
                // opened in any case, or its endif would have no if
                branches.push(new Frame(branch.span(), false, true, false));
                if (branches.size() > 1_000) {
                    stopped = true;
                    throw new SubmitError(branch.span(), "if stands within if more than 1000 deep");
                }
                boolean holds = outer && conditions.holds(branch.condition(), branch.conditionSpan());
                branches.pop();
                branches.push(new Frame(branch.span(), holds, holds || !outer, false));
            }
            case ELIF -> {
                Frame frame = opened(branch, "elif");
                outer = branches.isEmpty() || branches.peek().active();
                branches.push(new Frame(branch.span(), false, true, false));
                boolean holds = outer && !frame.done() && conditions.holds(branch.condition(), branch.conditionSpan());
                branches.pop();
                branches.push(new Frame(frame.opened(), holds, frame.done() || holds, false));
            }
            case ELSE -> {
                Frame frame = opened(branch, "else");
                outer = branches.isEmpty() || branches.peek().active();
                branches.push(new Frame(frame.opened(), outer && !frame.done(), true, true));
            }
            case ENDIF -> {
                if (branches.isEmpty()) {
                    throw new SubmitError(
                            branch.span(),
                            "endif stands here without an if before it, or with a queue statement between; remove it");
                }
                branches.pop();
            }
        }
    }

    private Frame opened(Statement.Branch branch, String word) throws SubmitError {
        if (branches.isEmpty()) {
            throw new SubmitError(branch.span(), word + " stands here without an if before it");
        }
        if (branches.peek().elsed()) {
            throw new SubmitError(branch.span(), word + " cannot stand behind else; write it before, or end the if");
        }
        return branches.pop();
    }

    private void assign(Statement.Assignment assignment) throws SubmitError {
        String written = assignment.name();
        boolean attribute = written.startsWith("+");
        String name = attribute
                ? "MY." + written.substring(1)
                : Expansion.of(written, macros, functions, assignment.nameSpan());
        if (attribute && name.equals("MY.")) {
            throw new SubmitError(assignment.nameSpan(), "the name of an attribute is missing behind +");
        }
        if (name.equalsIgnoreCase("MY.")) {
            throw new SubmitError(assignment.nameSpan(), "the attribute has no name; write it behind " + written);
        }
        if (!attribute && (name.isEmpty() || !name.chars().allMatch(c -> Expansion.isOfName((char) c)))) {
            throw new SubmitError(
                    assignment.nameSpan(),
                    Conditions.shown(name)
                            + " cannot be a name; write letters, digits, _ and ., with + before an attribute");
        }
        // at its first +Name condor_submit 23.9.6 does not see that MY.Name is itself, and never ends
        boolean first = attribute && macros.definition(name) == null;
        String raw = first
                ? assignment.text()
                : Expansion.ofSelf(name, assignment.text(), macros, functions, assignment.valueSpan());
        if (raw.length() > Expansion.LONGEST) {
            throw new SubmitError(
                    assignment.valueSpan(), "this value is longer than " + Expansion.LONGEST + " characters");
        }
        macros.define(name, raw, assignment.text().isEmpty() ? assignment.nameSpan() : assignment.valueSpan());
    }

    private void include(Statement.Include include, int depth) throws SubmitError {
        String target = Expansion.of(include.target(), macros, functions, include.targetSpan())
                .strip();
        if (depth >= DEEPEST_INCLUDE) {
            stopped = true;
            throw new SubmitError(
                    include.targetSpan(),
                    "files include each other more than " + DEEPEST_INCLUDE + " deep; is it a circle?");
        }
        byte[] bytes;
        try {
            bytes = include.command()
                    ? outside.run(target, MOST_INCLUDED_BYTES + 1)
                    : outside.read(target, MOST_INCLUDED_BYTES + 1);
        } catch (IOException e) {
            if (include.ifExists()) {
                return;
            }
            throw new SubmitError(
                    include.targetSpan(),
                    Conditions.shown(target) + " cannot be included: " + e.getMessage()
                            + "; include ifexist : FILE passes over a file that is not there");
        }
        if (bytes == null) {
            throw new NotRun(include.targetSpan(), target);
        }
        includedBytes += bytes.length;
        if (includedBytes > MOST_INCLUDED_BYTES) {
            stopped = true;
            throw new SubmitError(
                    include.targetSpan(), "more than " + (MOST_INCLUDED_BYTES >> 20) + " MiB are included in all");
        }
        run(SubmitFile.parse(target, bytes), depth + 1);
    }

    private void use(Statement.Use use, int depth) throws SubmitError {
        for (String name : QueueArguments.words(use.templates())) {
            String text = use.category().equalsIgnoreCase("template")
                    ? outside.configured(TEMPLATE + name.toUpperCase(Locale.ROOT))
                    : null;
            if (text == null || depth >= DEEPEST_INCLUDE) {
                throw new SubmitError(
                        use.argumentSpan(),
                        "this pool has no submit template " + Conditions.shown(use.category() + ":" + name));
            }
            run(
                    SubmitFile.parse("use " + use.category() + ":" + name, text.getBytes(StandardCharsets.UTF_8)),
                    depth + 1);
        }
    }

    private void message(Statement.Message message) throws SubmitError {
        if (message.error()) {
            throw new SubmitError(
                    message.textSpan(),
                    "the file itself says: " + Expansion.of(message.text(), macros, functions, message.textSpan()));
        }
    }

    private void queue(Statement.Queue queue) throws SubmitError {
        queued = true;
        // condor_submit forgets the branches that a queue statement stands in; an endif behind it is one too many
        // (23.9.6)
        branches.clear();
        Span place = queue.argumentSpan();
        String text = Expansion.of(queue.text(), macros, functions, place).strip();
        QueueArguments arguments = QueueArguments.parse(text).orElseThrow(() -> invalid(place, text));
        long count = count(arguments.count(), place, text);
        List<String> variables = arguments.variables().isEmpty() ? List.of("Item") : arguments.variables();
        if (arguments.kind() == QueueArguments.Kind.NONE) {
            macros.fallback("Row", "0");
            macros.fallback("ItemIndex", "0");
            procs(queue, count);
            return;
        }
        List<String> items = Items.of(arguments, queue, outside, options.mostItems());
        if (items.size() > options.mostItems()) {
            throw new SubmitError(
                    place, "the list has more than " + options.mostItems() + " items; queue from parts of it");
        }
        boolean any = false;
        for (int row = 0; row < items.size() && !stopped; row++) {
            int index = row;
            boolean wanted = arguments
                    .slice()
                    .map(slice -> slice.takes(index, items.size()))
                    .orElse(true);
            if (wanted && !any) {
                variables.forEach(variable -> macros.live(variable, ""));
            }
            any |= wanted;
            if (any) {
                ItemValues.set(variables, arguments.kind(), items.get(row), macros);
            }
            if (wanted) {
                macros.fallback("Row", Integer.toString(row));
                macros.fallback("ItemIndex", Integer.toString(row));
                procs(queue, count);
            }
        }
        if (any) {
            variables.forEach(variable -> macros.live(variable, NO_ITEM));
        }
    }

    private static SubmitError invalid(Span place, String text) {
        return new SubmitError(
                place,
                "queue " + Conditions.shown(text)
                        + " is not understood; write queue N, queue NAME in (a, b), queue NAME,"
                        + " NAME from FILE, or queue NAME matching *.dat");
    }

    private long count(String expression, Span place, String text) throws SubmitError {
        if (expression.isEmpty()) {
            return 1;
        }
        Object value = options.evaluate().apply(expression).orElseThrow(() -> invalid(place, text));
        long count = value instanceof Number number
                ? number.longValue()
                : Boolean.TRUE.equals(value) ? 1 : value instanceof Boolean ? 0 : -1;
        if (count < 0) {
            throw invalid(place, text);
        }
        return count;
    }

    private void procs(Statement.Queue queue, long count) throws SubmitError {
        if (count > options.mostItems() - procs) {
            stopped = true;
            throw new SubmitError(
                    queue.argumentSpan(),
                    "with this statement the file queues more than the " + options.mostItems()
                            + " jobs that are taken here; queue parts of it, or use max_materialize");
        }
        for (long step = 0; step < count && !stopped; step++) {
            numbered(step);
            Proc proc = new Proc(procs, queue, macros, functions);
            procs++;
            stopped = !sink.take(proc);
        }
    }

    /** Also before the first proc is made, its numbers are those of the first. */
    private void numbered(long step) {
        macros.number("process", procs);
        macros.number("procid", procs);
        macros.fallback("Step", Long.toString(step));
        macros.fallback("JobId", "1." + procs);
    }
}
