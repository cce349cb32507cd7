package org.updraft.htcondor.command;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.classad.AdStream;

/**
 * Runs the {@code condor_*} tools: arguments as an array, never a shell; a deadline that ends the tool with all it started; stdout
 * read while it comes. A tool is believed only if it ended with 0 and complained of nothing.
 */
public final class CondorTools {

    private static final int LONGEST_TEXT = 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** HTCondor's own limit on most talks between a tool and a daemon. */
    private static final int OWN_LIMIT_SECONDS = 20;

    private final CondorSettings settings;
    private final Map<String, String> environment;

    public CondorTools(CondorSettings settings) {
        this.settings = settings;
        this.environment = new HashMap<>(System.getenv());
        environment.put("LC_ALL", "C");
        environment.put("_CONDOR_TOOL_TIMEOUT_MULTIPLIER", Long.toString(timeoutMultiplier()));
        environment.putAll(settings.environment());
    }

    /** Without it condor_q gives up after 20 s, which grouping a million jobs on a busy machine takes. */
    private long timeoutMultiplier() {
        return Math.max(1, Math.ceilDiv(settings.deadline().toSeconds(), OWN_LIMIT_SECONDS));
    }

    /** A call of a tool that talks to the pool, aimed at our collector. */
    ToolCall aimed(String tool) {
        ToolCall call = local(tool);
        return settings.collector().map(c -> call.with("-pool", c)).orElse(call);
    }

    /** A call of a tool that talks to nobody. */
    ToolCall local(String tool) {
        return new ToolCall(tool, List.of());
    }

    /**
     * Asks for ads in JSON. No byte at all, exit value 0 and no complaint means that there are none; anything between that and
     * a whole array is an exception.
     *
     * @param each gets the ads while they come, in another thread; worthless if an exception follows
     */
    void ads(ToolCall call, AdStream.Sink each) throws CondorException {
        Complaints.requireClean(call, tryAds(call, each));
    }

    /** As {@link #ads}, for a caller that has another way if this one fails. */
    ToolReply tryAds(ToolCall call, AdStream.Sink each) throws CondorException {
        return run(call, "", bytes -> AdStream.read(bytes, each));
    }

    /** What a tool prints, for a query: any complaint is a failure. */
    String text(ToolCall call) throws CondorException {
        BoundedText text = new BoundedText(LONGEST_TEXT);
        ToolReply reply = run(call, "", text::readFrom);
        Complaints.requireClean(call, reply);
        if (text.isCut()) {
            throw new CondorException.Unreachable("%s answered more than %d bytes".formatted(call, LONGEST_TEXT), null);
        }
        return text.toString();
    }

    /** Gives an order. Warnings on stderr are nothing to fail for, the exit value counts; the caller reads it. */
    Order order(ToolCall call, String input) throws CondorException {
        BoundedText text = new BoundedText(LONGEST_TEXT);
        ToolReply reply = run(call, input, text::readFrom);
        Complaints.requireEnded(call, reply);
        return new Order(call, reply, text.toString());
    }

    /** Gives an order to a tool that asks back before it carries it out. */
    Order order(ToolCall call, Dialogue dialogue) throws CondorException {
        ToolReply reply = run(call, new ToolStreams(dialogue, PATIENCE));
        Complaints.requireEnded(call, reply);
        return new Order(call, reply, dialogue.text());
    }

    /** An order that was carried out or refused. */
    record Order(ToolCall call, ToolReply reply, String output) {
        boolean done() {
            return reply.exitValue() == 0;
        }

        String words() {
            return Excerpt.of(reply.complaint() + " " + output, 400);
        }

        void requireDone() throws CondorException {
            if (!done()) {
                throw failure();
            }
        }

        CondorException failure() {
            return Complaints.failure(call, reply, words());
        }
    }

    /** The version of the tools, which may differ from that of the daemons. */
    public CondorVersion version() throws CondorException {
        String text = text(local("condor_version"));
        return CondorVersion.parse(text)
                .orElseThrow(() -> new CondorException.Refused(
                        "condor_version printed no version but: " + Excerpt.of(text, 200), null));
    }

    /** Whether a tool's help names an option, such as {@code -check} of condor_drain. */
    public boolean knowsOption(String tool, String option) throws CondorException {
        Order help = order(local(tool).with("-help"), "");
        return (help.output() + help.reply().complaint()).matches("(?s).*(^|\\s|\\[)" + option + "(\\s|]|$).*");
    }

    /** What HTCondor's configuration on this machine says, such as for {@code TRUST_DOMAIN}; empty if it says nothing. */
    public Optional<String> configured(String name) throws CondorException {
        Order order = order(local("condor_config_val").with(Names.requireSetting(name)), "");
        if (!order.done() && !order.words().startsWith("Not defined")) {
            throw order.failure();
        }
        return Optional.of(order.output().strip()).filter(value -> order.done() && !value.isEmpty());
    }

    private ToolReply run(ToolCall call, String input, ToolStreams.Reader reader) throws CondorException {
        return run(call, new ToolStreams(input, reader, PATIENCE));
    }

    private ToolReply run(ToolCall call, ToolStreams streams) throws CondorException {
        // as text: a bare name must stay bare, so that PATH is searched, and the constructor for a Path makes it
        // absolute
        CommandLine line = new CommandLine(settings.toolsDirectory()
                .map(directory -> directory.resolve(call.tool()).toString())
                .orElse(call.tool()));
        call.arguments().forEach(argument -> line.addArgument(argument, false));
        ProcessTreeWatchdog watchdog = new ProcessTreeWatchdog(settings.deadline());
        DefaultExecutor executor =
                DefaultExecutor.builder().setExecuteStreamHandler(streams).get();
        executor.setWatchdog(watchdog);
        executor.setExitValues(null);
        try {
            int exitValue = executor.execute(line, environment);
            return new ToolReply(
                    exitValue,
                    streams.complaint(),
                    watchdog.killedProcess() ? Optional.of(settings.deadline()) : Optional.empty(),
                    streams.unreadable());
        } catch (IOException e) {
            throw new CondorException.Refused(
                    "%s could not be started: %s. Install HTCondor's tools on this machine, or configure where they are"
                            .formatted(call.tool(), e.getMessage()),
                    e);
        }
    }
}
