package org.updraft.htcondor.submit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes statements of lines. What it cannot make anything of is a statement too, so that nothing of the file is lost. In a branch that
 * is not taken condor_submit sees lines only: lists and values of several lines do not hide an endif there.
 */
final class StatementReader {

    /** More than any file needs that people or their programs write. */
    static final int MOST_STATEMENTS = 200_000;

    private static final String NO_OPERATOR =
            "this is neither NAME = VALUE nor a statement such as queue; write = behind the name";

    private final LineReader lines;

    StatementReader(SourceText source) {
        this.lines = new LineReader(source);
    }

    static List<Statement> read(SourceText source) throws SubmitError {
        StatementReader reader = new StatementReader(source);
        List<Statement> statements = new ArrayList<>();
        for (Statement next = reader.next(true); next != null; next = reader.next(true)) {
            statements.add(next);
            if (statements.size() > MOST_STATEMENTS) {
                throw new SubmitError(next.span(), "the file has more than " + MOST_STATEMENTS + " statements");
            }
        }
        return List.copyOf(statements);
    }

    /**
     * Null at the end of the file.
     *
     * @param taken false in a branch that is not taken, where all but branches is filler
     */
    @Nullable
    Statement next(boolean taken) {
        LogicalLine line = lines.next();
        if (line == null) {
            return null;
        }
        Statement statement = taken || startsBranch(line.text()) ? statement(line) : new Statement.Filler(line.span());
        return taken || statement instanceof Statement.Branch ? statement : new Statement.Filler(line.span());
    }

    private static boolean startsBranch(String text) {
        return branch(text.substring(0, wordEnd(text)).toLowerCase(Locale.ROOT)) != null;
    }

    private Statement statement(LogicalLine line) {
        if (isUnended(line)) {
            return new Statement.Unreadable(
                    line.span(),
                    line.part(0, line.text().length()),
                    "condor_submit cannot read a last line that begins with a blank and has no line end; write an empty line behind it");
        }
        if (line.isFiller()) {
            return new Statement.Filler(line.span());
        }
        String text = line.text();
        int end = wordEnd(text);
        String word = text.substring(0, end).toLowerCase(Locale.ROOT);
        int rest = skipBlanks(text, end);
        Statement.Branch.@Nullable Word branch = branch(word);
        if (branch != null && (end == text.length() || LineReader.isBlank(text.charAt(end)))) {
            return new Statement.Branch(line.span(), branch, line.part(rest, text.length()), text.substring(rest));
        }
        if (word.equals("queue")) {
            return queue(line, rest);
        }
        char operator = rest < text.length() ? text.charAt(rest) : '\0';
        if (operator == '=') {
            return assignment(line, end, rest + 1);
        }
        if (text.startsWith("@=", rest) && rest > end) {
            return heredoc(line, end, rest + 2);
        }
        return directive(line, word, rest);
    }

    /** As 23.9.6 has it. */
    private static boolean isUnended(LogicalLine line) {
        String written = line.span().text();
        return !line.text().isEmpty() && LineReader.isBlank(written.charAt(0)) && written.indexOf('\n') < 0;
    }

    private static Statement.Branch.@Nullable Word branch(String word) {
        return switch (word) {
            case "if" -> Statement.Branch.Word.IF;
            case "elif" -> Statement.Branch.Word.ELIF;
            case "else" -> Statement.Branch.Word.ELSE;
            case "endif" -> Statement.Branch.Word.ENDIF;
            default -> null;
        };
    }

    private static Statement assignment(LogicalLine line, int nameEnd, int valueStart) {
        String text = line.text();
        int from = skipBlanks(text, valueStart);
        return new Statement.Assignment(
                line.span(),
                line.part(0, nameEnd),
                line.part(from, text.length()),
                text.substring(0, nameEnd),
                text.substring(from));
    }

    /** {@code name @=end}, with the value on the lines before {@code @end}. */
    private Statement heredoc(LogicalLine line, int nameEnd, int tagStart) {
        String name = line.text().substring(0, nameEnd);
        String tag = "@" + line.text().substring(tagStart).strip();
        SourceText source = line.span().source();
        StringBuilder value = new StringBuilder();
        int from = -1;
        int to = -1;
        for (LogicalLine next = lines.next(); next != null; next = lines.next()) {
            if (next.text().equals(tag)) {
                Span whole = source.span(line.span().from(), next.span().to());
                Span values =
                        from < 0 ? source.span(next.span().from(), next.span().from()) : source.span(from, to);
                return name.startsWith("+")
                        ? new Statement.Unreadable(
                                whole,
                                line.part(0, nameEnd),
                                "a value of several lines (@=) needs MY." + name.substring(1) + " in place of " + name)
                        : new Statement.Assignment(whole, line.part(0, nameEnd), values, name, value.toString());
            }
            if (!next.isFiller()) {
                value.append(value.isEmpty() ? "" : "\n").append(next.text());
                from = from < 0 ? next.part(0, 1).from() : from;
                to = next.part(0, next.text().length()).to();
            }
        }
        return new Statement.Unreadable(
                source.span(line.span().from(), source.text().length()),
                line.part(0, nameEnd),
                "the value begins with @=" + tag.substring(1) + ", and no line " + tag + " ends it");
    }

    private Statement queue(LogicalLine line, int rest) {
        String text = line.text().substring(rest);
        Span arguments = line.part(rest, line.text().length());
        if (!QueueArguments.opensBlock(text)) {
            return new Statement.Queue(line.span(), arguments, text, List.of());
        }
        SourceText source = line.span().source();
        List<String> items = new ArrayList<>();
        for (LogicalLine next = lines.next(); next != null; next = lines.next()) {
            Span whole = source.span(line.span().from(), next.span().to());
            if (next.text().startsWith(")") && !isUnended(next)) {
                return new Statement.Queue(whole, arguments, text + ")", items);
            }
            if (next.text().isEmpty() || next.text().charAt(0) != '#') {
                items.add(next.text());
            }
            if (items.size() > QueueArguments.MOST_INLINE_ITEMS) {
                Span place = next.span();
                drain();
                return new Statement.Unreadable(
                        source.span(line.span().from(), source.text().length()),
                        place,
                        "the list has more than " + QueueArguments.MOST_INLINE_ITEMS
                                + " items; put it into a file of its own and queue from that");
            }
        }
        return new Statement.Unreadable(
                source.span(line.span().from(), source.text().length()),
                arguments,
                "the list of this queue statement is never closed; write ) on a line of its own behind it");
    }

    private void drain() {
        LogicalLine next = lines.next();
        while (next != null) {
            next = lines.next();
        }
    }

    /** {@code include}, {@code use}, {@code error} and {@code warning}, which have a colon. */
    private static Statement directive(LogicalLine line, String word, int rest) {
        String text = line.text();
        int colon = text.indexOf(':', Math.min(rest, text.length()));
        String keyword = word.startsWith("@") ? word.substring(1) : word;
        boolean known = keyword.equals("include")
                || keyword.equals("use")
                || keyword.equals("error")
                || keyword.equals("warning");
        if (!known || colon < 0) {
            Span place = line.part(0, Math.max(1, wordEnd(text)));
            return new Statement.Unreadable(line.span(), place, NO_OPERATOR);
        }
        String options = text.substring(rest, colon).strip();
        int from = skipBlanks(text, colon + 1);
        String argument = text.substring(from);
        Span place = line.part(from, text.length());
        return switch (keyword) {
            case "use" -> new Statement.Use(line.span(), place, options, argument);
            case "include" -> include(line, options, argument, place);
            default -> new Statement.Message(line.span(), place, keyword.equals("error"), argument);
        };
    }

    private static Statement include(LogicalLine line, String options, String argument, Span place) {
        String kind = options.toLowerCase(Locale.ROOT);
        if (kind.isEmpty() || kind.equals("ifexist")) {
            boolean piped = argument.endsWith("|");
            String target = piped ? argument.substring(0, argument.length() - 1).strip() : argument;
            return new Statement.Include(line.span(), place, piped, kind.equals("ifexist"), target);
        }
        if (kind.equals("command") || kind.startsWith("command into ")) {
            return new Statement.Include(line.span(), place, true, false, argument);
        }
        return new Statement.Unreadable(
                line.span(), place, "include : FILE, include ifexist : FILE and include command : COMMAND are known");
    }

    /** Where the first word ends: before a blank, {@code =} or {@code :}. */
    private static int wordEnd(String text) {
        int end = 0;
        while (end < text.length()
                && !LineReader.isBlank(text.charAt(end))
                && text.charAt(end) != '='
                && text.charAt(end) != ':') {
            end++;
        }
        return end;
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && LineReader.isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
