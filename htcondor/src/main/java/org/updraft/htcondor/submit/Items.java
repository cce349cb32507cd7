package org.updraft.htcondor.submit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a queue statement queues for: one text per item, from the file itself, another file, a command, or names of files. */
final class Items {

    /** A file of items may be so long. */
    static final int BYTES_MAX = 64 << 20;

    private Items() {}

    /** @param most items; one more shows that there are more */
    static List<String> of(QueueArguments arguments, Statement.Queue queue, SubmitPlace outside, int most)
            throws SubmitError {
        try {
            return switch (arguments.kind()) {
                case NONE -> List.of();
                case IN -> in(arguments, queue);
                case FROM -> from(arguments, queue, outside, most);
                case MATCHING, MATCHING_FILES, MATCHING_FOLDERS -> matching(arguments, queue, outside, most);
            };
        } catch (IOException e) {
            throw new SubmitError(
                    queue.argumentSpan(),
                    "the items of this queue statement cannot be read from " + Conditions.shown(arguments.items())
                            + ": " + e.getMessage());
        }
    }

    private static List<String> in(QueueArguments arguments, Statement.Queue queue) {
        List<String> items = new ArrayList<>(QueueArguments.words(arguments.items()));
        queue.items().forEach(line -> items.addAll(QueueArguments.words(line)));
        return items;
    }

    private static List<String> from(QueueArguments arguments, Statement.Queue queue, SubmitPlace outside, int most)
            throws IOException, SubmitError {
        String source = arguments.items();
        if (arguments.inParentheses()) {
            List<String> items = new ArrayList<>();
            if (!source.isEmpty()) {
                items.add(source);
            }
            items.addAll(queue.items());
            return items;
        }
        if (!source.endsWith("|")) {
            return lines(outside.read(source, BYTES_MAX + 1), source, queue, most);
        }
        String command = source.substring(0, source.length() - 1).strip();
        byte[] printed = outside.run(command, BYTES_MAX + 1);
        if (printed == null) {
            throw new NotRun(queue.argumentSpan(), command);
        }
        return lines(printed, command, queue, most);
    }

    private static List<String> lines(byte[] bytes, String source, Statement.Queue queue, int most) throws SubmitError {
        if (bytes.length > BYTES_MAX) {
            throw new SubmitError(
                    queue.argumentSpan(),
                    source + " is longer than " + (BYTES_MAX >> 20) + " MiB; queue from parts of it");
        }
        List<String> items = new ArrayList<>();
        int from = 0;
        while (from < bytes.length && items.size() <= most) {
            int to = from;
            while (to < bytes.length && bytes[to] != '\n') {
                to++;
            }
            items.add(new String(bytes, from, to - from, StandardCharsets.UTF_8).strip());
            from = to + 1;
        }
        return items;
    }

    private static List<String> matching(QueueArguments arguments, Statement.Queue queue, SubmitPlace outside, int most)
            throws IOException {
        List<String> patterns = new ArrayList<>(QueueArguments.words(arguments.items()));
        queue.items().forEach(line -> patterns.addAll(QueueArguments.words(line)));
        // each name once, however many patterns it matches
        Set<String> items = new LinkedHashSet<>();
        for (String pattern : patterns) {
            items.addAll(outside.matching(
                    pattern,
                    arguments.kind() != QueueArguments.Kind.MATCHING_FOLDERS,
                    arguments.kind() != QueueArguments.Kind.MATCHING_FILES,
                    most + 1));
            if (items.size() > most) {
                break;
            }
        }
        return List.copyOf(items);
    }
}
