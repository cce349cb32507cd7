package org.updraft.htcondor.submit;

import java.util.List;

/** Deals out an item's text over the variables of its queue statement. One that gets nothing keeps what the item before gave it. */
final class ItemValues {

    private ItemValues() {}

    static void set(List<String> variables, QueueArguments.Kind kind, String item, Macros macros) {
        if (variables.size() == 1 || kind != QueueArguments.Kind.FROM) {
            macros.live(variables.getFirst(), item);
            return;
        }
        int at = 0;
        for (int i = 0; i < variables.size() && at < item.length(); i++) {
            boolean last = i == variables.size() - 1;
            int end = last ? item.length() : separator(item, at);
            macros.live(variables.get(i), item.substring(at, end).strip());
            at = skipBlanks(item, Math.min(item.length(), end + 1));
        }
        if (item.isEmpty()) {
            macros.live(variables.getFirst(), "");
        }
    }

    private static int separator(String item, int from) {
        int at = from;
        while (at < item.length() && !QueueArguments.isSeparator(item.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int skipBlanks(String item, int from) {
        int at = from;
        while (at < item.length() && LineReader.isBlank(item.charAt(at))) {
            at++;
        }
        return at;
    }
}
