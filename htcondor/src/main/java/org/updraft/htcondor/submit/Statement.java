package org.updraft.htcondor.submit;

import java.util.List;

/** One statement of a submit file. The spans of a file's statements, one behind the other, are the whole file. */
public sealed interface Statement {

    /** Whole lines, with their line ends. */
    Span span();

    /**
     * @param name as written, such as {@code +VMType}
     * @param text the value, lines joined, without blanks around it; macros are not expanded
     * @param valueSpan from the first to the last character of the value; of no length where it is empty
     */
    record Assignment(Span span, Span nameSpan, Span valueSpan, String name, String text) implements Statement {}

    /**
     * @param text what stands behind the word, lines joined
     * @param items those in parentheses on lines of their own
     */
    record Queue(Span span, Span argumentSpan, String text, List<String> items) implements Statement {
        public Queue {
            items = List.copyOf(items);
        }
    }

    /** if, elif, else or endif. */
    record Branch(Span span, Word word, Span conditionSpan, String condition) implements Statement {
        /** Which of them. */
        public enum Word {
            IF,
            ELIF,
            ELSE,
            ENDIF
        }
    }

    /**
     * @param command run it and read what it prints, instead of reading a file
     * @param ifExists a file that is not there counts as empty
     * @param target the file or the command; macros are not expanded
     */
    record Include(Span span, Span targetSpan, boolean command, boolean ifExists, String target) implements Statement {}

    /** A template of the pool's configuration. */
    record Use(Span span, Span argumentSpan, String category, String templates) implements Statement {}

    /** {@code error :} or {@code warning :}, for whoever reads it. */
    record Message(Span span, Span textSpan, boolean error, String text) implements Statement {}

    /** Comments and empty lines. */
    record Filler(Span span) implements Statement {}

    /** @param why it is no statement, and what to write */
    record Unreadable(Span span, Span place, String why) implements Statement {}
}
