package org.updraft.jobtools.job;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.command.CondorTools;
import org.updraft.htcondor.submit.FolderPlace;

/** The folder of submission on a machine with HTCondor, whose configuration is asked only for names that nothing else defines. */
public final class PoolPlace extends FolderPlace {

    private static final int MOST_QUESTIONS = 30;
    private static final int PATIENCE_SECONDS = 30;

    /** What condor_submit defines itself. */
    private static final Map<String, String> OWN =
            Map.of("ARCH", "X86_64", "OPSYS", "LINUX", "ISLINUX", "1", "ISWINDOWS", "0");

    private final Instant now;
    private final Optional<CondorTools> tools;
    private final boolean commands;
    private final Map<String, String> asked = new HashMap<>();

    /**
     * @param tools empty if the pool is not to be asked
     * @param commands whether those that the file includes are run
     */
    public PoolPlace(
            Path folder, Map<String, String> environment, Instant now, Optional<CondorTools> tools, boolean commands) {
        super(folder, environment, OWN);
        this.now = now;
        this.tools = tools;
        this.commands = commands;
    }

    /** The time of submission, as condor_submit defines it; null for other names. */
    private @Nullable String time(String name) {
        return switch (name) {
            case "SUBMIT_TIME" -> Long.toString(now.getEpochSecond());
            case "YEAR" -> Integer.toString(here().getYear());
            case "MONTH" -> twoDigits(here().getMonthValue());
            case "DAY" -> twoDigits(here().getDayOfMonth());
            default -> null;
        };
    }

    private ZonedDateTime here() {
        return now.atZone(ZoneId.systemDefault());
    }

    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }

    @Override
    public @Nullable String configured(String name) {
        String own = super.configured(name);
        if (own == null) {
            own = time(name.toUpperCase(Locale.ROOT));
        }
        if (own != null || tools.isEmpty() || name.isEmpty()) {
            return own;
        }
        String key = name.toUpperCase(Locale.ROOT);
        if (!asked.containsKey(key) && asked.size() < MOST_QUESTIONS) {
            asked.put(key, ask(tools.get(), name));
        }
        return asked.get(key);
    }

    private static @Nullable String ask(CondorTools tools, String name) {
        try {
            return name.equals("CondorVersion")
                    ? tools.version().toString()
                    : tools.configured(name).orElse(null);
        } catch (CondorException | IllegalArgumentException e) {
            // without HTCondor here, or with no such name, nothing is defined
            return null;
        }
    }

    @Override
    public byte @Nullable [] run(String command, int most) throws IOException {
        if (!commands) {
            return null;
        }
        Process process = new ProcessBuilder(words(command))
                .directory(Path.of(folder()).toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        try {
            byte[] printed = process.getInputStream().readNBytes(most);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the command did not end within " + PATIENCE_SECONDS + " s");
            }
            return printed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the command was interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** As HTCondor cuts a command: at blanks, but not within quotes. No shell sees it. */
    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = '\0';
        boolean any = false;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (quote != '\0' ? c == quote : c == '"' || c == '\'') {
                quote = quote == '\0' ? c : '\0';
                any = true;
            } else if (quote == '\0' && Character.isWhitespace(c)) {
                if (any || !word.isEmpty()) {
                    words.add(word.toString());
                }
                word.setLength(0);
                any = false;
            } else {
                word.append(c);
            }
        }
        if (any || !word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }
}
