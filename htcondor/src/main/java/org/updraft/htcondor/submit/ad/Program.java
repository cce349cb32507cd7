package org.updraft.htcondor.submit.ad;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.updraft.htcondor.submit.Arguments;
import org.updraft.htcondor.submit.Span;
import org.updraft.htcondor.submit.SubmitError;

/** What runs: executable, arguments, environment. */
final class Program {

    private Program() {}

    static void put(AdBuilder ad, Universe universe, SubmitHost host) throws SubmitError {
        String executable = ad.value("executable");
        if (executable == null && !universe.inContainer()) {
            throw ad.error("executable", "no executable is named");
        }
        if (executable != null) {
            ad.text("Cmd", universe == Universe.JAVA ? "java" : executable);
        }
        if (universe == Universe.JAVA) {
            ad.put("TransferExecutable", "false");
            String jars = ad.value("jar_files");
            if (jars != null) {
                ad.text("JarFiles", jars);
            }
        }
        String transfer = ad.value("transfer_executable");
        if (transfer != null && (transfer.equalsIgnoreCase("false") || transfer.equalsIgnoreCase("no"))) {
            ad.put("TransferExecutable", "false");
        }
        arguments(ad);
        environment(ad, host);
    }

    private static void arguments(AdBuilder ad) throws SubmitError {
        String value = ad.value("arguments", "args");
        Span place = ad.proc().place("arguments");
        List<String> words = Arguments.parse(
                value == null ? "" : value, place == null ? ad.proc().queue().span() : place);
        if (value != null && !value.startsWith("\"") && !words.isEmpty()) {
            ad.text("Args", String.join(" ", words));
        } else {
            ad.text("Arguments", Words.joined(words));
        }
    }

    private static void environment(AdBuilder ad, SubmitHost host) throws SubmitError {
        Map<String, String> all = new TreeMap<>();
        String get = ad.value("getenv", "get_env");
        if (get != null) {
            taken(get, host.environment(), all);
        }
        String value = ad.value("environment", "env");
        if (value != null) {
            all.putAll(Words.environment(ad, value));
        }
        List<String> words = new ArrayList<>();
        all.forEach((name, text) -> words.add(name + "=" + text));
        ad.text("Environment", Words.joined(words));
    }

    /** All, none, or those that a list of names with stars matches. */
    private static void taken(String get, Map<String, String> environment, Map<String, String> all) {
        if (get.equalsIgnoreCase("true")) {
            all.putAll(environment);
        } else if (!get.equalsIgnoreCase("false")) {
            for (String pattern : get.split("[\\s,]+", -1)) {
                String regex = "\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E";
                environment.forEach((name, value) -> {
                    if (name.matches(regex)) {
                        all.put(name, value);
                    }
                });
            }
        }
    }
}
