package org.updraft.jobtools.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a command's words without picocli, whose loading takes longer than validating a file does. It understands what is usual:
 * {@code --name VALUE}, {@code --name=VALUE}, {@code -n VALUE}, {@code -nVALUE}, flags in a cluster, {@code --} before words that
 * only look like options. What it does not understand is left to picocli, which also says what is wrong. A test holds both against
 * each other.
 */
final class OptionTable {

    private final Map<String, Option> options = new HashMap<>();

    private record Option(String name, boolean takesValue, boolean repeatable) {}

    /** @param names the first is what it is asked for by */
    OptionTable flag(String... names) {
        return add(false, false, names);
    }

    OptionTable value(String... names) {
        return add(true, false, names);
    }

    OptionTable values(String... names) {
        return add(true, true, names);
    }

    private OptionTable add(boolean takesValue, boolean repeatable, String... names) {
        Option option = new Option(names[0], takesValue, repeatable);
        for (String name : names) {
            options.put(name, option);
        }
        return this;
    }

    /** Empty if the words are not understood. */
    Optional<Typed> read(List<String> words) {
        Typed typed = new Typed();
        boolean onlyWords = false;
        int at = 0;
        while (at >= 0 && at < words.size()) {
            String word = words.get(at);
            if (onlyWords || !word.startsWith("-") || word.equals("-")) {
                typed.words.add(word);
                at++;
            } else if (word.equals("--")) {
                onlyWords = true;
                at++;
            } else {
                at = word.startsWith("--") ? named(words, at, typed) : cluster(words, at, typed);
            }
        }
        return at < 0 ? Optional.empty() : Optional.of(typed);
    }

    /** Returns where the next word is; below zero if this one is not understood. */
    private int named(List<String> words, int at, Typed typed) {
        String word = words.get(at);
        int equals = word.indexOf('=');
        Option option = options.get(equals < 0 ? word : word.substring(0, equals));
        if (option == null || (equals >= 0 && !option.takesValue())) {
            return -1;
        }
        if (equals >= 0) {
            return typed.put(option, word.substring(equals + 1)) ? at + 1 : -1;
        }
        return option.takesValue() ? withNext(option, words, at, typed) : typed.put(option, "") ? at + 1 : -1;
    }

    /** {@code -vVc PATH}, {@code -cPATH}. */
    private int cluster(List<String> words, int at, Typed typed) {
        String word = words.get(at);
        for (int i = 1; i < word.length(); i++) {
            Option option = options.get("-" + word.charAt(i));
            String rest = word.substring(i + 1);
            if (option == null || rest.startsWith("=")) {
                return -1;
            }
            if (option.takesValue()) {
                return rest.isEmpty() ? withNext(option, words, at, typed) : typed.put(option, rest) ? at + 1 : -1;
            }
            if (!typed.put(option, "")) {
                return -1;
            }
        }
        return at + 1;
    }

    /** A value that begins like an option is hardly meant as one. */
    private static int withNext(Option option, List<String> words, int at, Typed typed) {
        boolean there = at + 1 < words.size() && !words.get(at + 1).startsWith("-");
        return there && typed.put(option, words.get(at + 1)) ? at + 2 : -1;
    }

    /** What was typed: options by their first name, and the other words. */
    static final class Typed {
        private final Map<String, List<String>> values = new HashMap<>();
        private final List<String> words = new ArrayList<>();

        /** False if it stands there twice and may not. */
        private boolean put(Option option, String value) {
            List<String> all = values.computeIfAbsent(option.name(), name -> new ArrayList<>());
            return (all.isEmpty() || option.repeatable()) && all.add(value);
        }

        boolean has(String name) {
            return values.containsKey(name);
        }

        List<String> values(String name) {
            return values.getOrDefault(name, List.of());
        }

        List<String> words() {
            return words;
        }
    }
}
