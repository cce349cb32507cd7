package org.updraft.autoscaler.check;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.updraft.autoscaler.pool.Addresses;
import org.updraft.autoscaler.settings.Settings;
import org.updraft.htcondor.Claim;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.CondorPool;
import org.updraft.htcondor.JobGroup;
import org.updraft.htcondor.JobQueue;

/** The pool: tools, collector, each schedd by its name, our rights, and the signing of workers' tokens. */
final class CondorCheck {

    private final Settings.Pool settings;
    private final CondorPool pool;
    private final JobQueue queue;
    private final CondorProbe probe;
    private final Instant now;
    private final List<Finding> findings = new ArrayList<>();

    CondorCheck(Settings.Pool settings, CondorPool pool, JobQueue queue, CondorProbe probe, Instant now) {
        this.now = now;
        this.settings = settings;
        this.pool = pool;
        this.queue = queue;
        this.probe = probe;
    }

    List<Finding> findings() {
        Optional<CondorProbe.Tools> tools = asked("condor tools", probe::tools);
        tools.ifPresent(this::tools);
        if (tools.isPresent()) {
            asked("collector", pool::slots)
                    .ifPresent(slots -> found(
                            "collector",
                            settings.collector() + " shows " + slots.ads().size() + " slots of pool " + settings.name()
                                    + ", up since " + slots.collectorStartedAt()));
            queue.schedds().forEach(this::schedd);
            asked("rights", () -> probe.rights("READ", "ADMINISTRATOR", "ADVERTISE_STARTD", "ADVERTISE_MASTER"))
                    .ifPresent(this::rights);
            asked("token signing", this::signed)
                    .ifPresent(identity ->
                            found("token signing", "the key " + settings.tokenKey() + " signs for " + identity));
        }
        settings.asksBy().ifPresentOrElse(ca -> joining(ca, tools.isPresent()), this::tokensInUserData);
        return findings;
    }

    private void joining(Path ca, boolean toolsWork) {
        findings.add(new CaCheck(ca, now).finding());
        if (Addresses.isAddress(host())) {
            findings.add(Finding.fail(
                    "joining",
                    "pool.collector is an address, and a worker compares a name with the collector's certificate; write its"
                            + " host name there, which workers must be able to resolve"));
        } else if (toolsWork) {
            asked("joining", () -> probe.asksOverSsl(ca))
                    .ifPresent(offered -> findings.add(
                            offered
                                    ? Finding.ok("joining", "workers may ask " + host() + " for their tokens over SSL")
                                    : Finding.fail(
                                            "joining",
                                            "the collector takes no request over SSL as " + host() + " by the CA " + ca
                                                    + ": it has no SSL in SEC_DEFAULT_AUTHENTICATION_METHODS (see updraft"
                                                    + " pool-config), or its certificate is of another name or CA; pool.join:"
                                                    + " token does without")));
            asked("token requests", pool::tokenRequests)
                    .ifPresent(requests ->
                            found("token requests", requests.size() + " wait at the collector to be approved"));
        }
    }

    private void tokensInUserData() {
        findings.add(Finding.warn(
                "joining",
                "each worker's token travels in its user data, where jobs on it can read it unless the template blocks the"
                        + " metadata address; with pool.ca, workers ask for it instead (updraft pool-config)"));
    }

    private String host() {
        return settings.collector().replaceAll(":[0-9]+$", "").replaceAll("[\\[\\]]", "");
    }

    private void tools(CondorProbe.Tools tools) {
        if (!tools.supported() || !tools.drainCheck()) {
            findings.add(Finding.fail(
                    "condor tools",
                    "version " + tools.version() + (tools.drainCheck() ? "" : " whose condor_drain has no -check")
                            + "; Updraft needs " + tools.lowest() + " or later"));
        } else {
            found("condor tools", "version " + tools.version() + ", condor_drain has -check");
        }
    }

    private void schedd(String schedd) {
        String thing = "schedd " + schedd;
        Optional<List<JobGroup>> waiting = asked(thing, () -> queue.waiting(schedd));
        if (waiting.isPresent()) {
            asked(thing, () -> queue.claims(schedd)).ifPresent(claims -> found(thing, words(waiting.get(), claims)));
        }
    }

    private static String words(List<JobGroup> waiting, List<Claim> claims) {
        int jobs = waiting.stream().mapToInt(JobGroup::count).sum();
        return jobs + " jobs wait for workers, in " + waiting.size() + " groups; " + claims.size() + " run";
    }

    private void rights(Map<String, Boolean> granted) {
        need(granted, "READ", "right to look", "nothing can be seen");
        need(granted, "ADMINISTRATOR", "right to drain", "no worker can be drained or let in");
        need(granted, "ADVERTISE_STARTD", "right to forget slots", "ads of deleted workers stay until they expire");
        need(granted, "ADVERTISE_MASTER", "right to forget masters", "ads of deleted workers stay until they expire");
    }

    private void need(Map<String, Boolean> granted, String level, String thing, String otherwise) {
        boolean vital = level.equals("READ") || level.equals("ADMINISTRATOR");
        if (granted.getOrDefault(level, false)) {
            found(thing, "the collector grants " + level);
            return;
        }
        String words = "the collector does not grant " + level + ", so " + otherwise
                + "; see updraft pool-config for the token and the ALLOW_" + level + " that it needs";
        findings.add(vital ? Finding.fail(thing, words) : Finding.warn(thing, words));
    }

    /** The token itself is thrown away. */
    private String signed() throws CondorException {
        String identity = "updraft-check@" + probe.trustDomain();
        pool.createToken(identity, Duration.ofMinutes(1));
        return identity;
    }

    private interface Question<T> {
        T ask() throws CondorException;
    }

    private <T> Optional<T> asked(String thing, Question<T> question) {
        try {
            return Optional.of(question.ask());
        } catch (CondorException e) {
            String words = String.valueOf(e.getMessage());
            findings.add(
                    switch (e) {
                        case CondorException.Unreachable unreachable -> Finding.silent(thing, words);
                        case CondorException.Refused refused -> Finding.fail(thing, words);
                    });
        }
        return Optional.empty();
    }

    private void found(String thing, String words) {
        findings.add(Finding.ok(thing, words));
    }
}
