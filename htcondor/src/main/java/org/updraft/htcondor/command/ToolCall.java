package org.updraft.htcondor.command;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;

/** A tool and its arguments, as they are handed to the process: no shell, no quoting. */
record ToolCall(String tool, List<String> arguments) {

    ToolCall {
        arguments = List.copyOf(arguments);
    }

    ToolCall with(String... more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return new ToolCall(tool, all);
    }

    /** For messages: as one could type it, each argument cut at 200 characters, the line at 1,000. */
    @Override
    public String toString() {
        String line = arguments.stream().map(ToolCall::typed).collect(joining(" ", tool + " ", ""));
        return line.length() <= 1000 ? line : line.substring(0, 999) + "…";
    }

    private static String typed(String argument) {
        String text = Excerpt.of(argument, 200);
        return text.matches("[A-Za-z0-9_.,:=@/+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
