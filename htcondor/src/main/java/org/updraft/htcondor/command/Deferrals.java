package org.updraft.htcondor.command;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.Deferral;
import org.updraft.htcondor.JobId;
import org.updraft.htcondor.classad.Ad;
import org.updraft.htcondor.classad.AdValue;

/**
 * Tells jobs that are to start at a time (deferral_time, cron_*) from demand. condor_submit lets such a job match from
 * {@code DeferralTime - DeferralPrepTime - ScheddInterval} on, and until {@code DeferralTime + DeferralWindow}.
 */
final class Deferrals {
    /** HTCondor's own defaults, for a job that came without: seconds. */
    private static final long PREP_TIME = 300;

    private static final long WINDOW = 0;
    private static final long SCHEDD_INTERVAL = 300;

    /** The year 9999: what is later is never. */
    private static final long LATEST = 253_402_300_799L;

    private static final List<String> EXPRESSIONS = List.of(
            Attributes.DEFERRAL_TIME,
            orElse(Attributes.DEFERRAL_PREP_TIME, PREP_TIME),
            orElse(Attributes.DEFERRAL_WINDOW, WINDOW),
            orElse(Attributes.SCHEDD_INTERVAL, SCHEDD_INTERVAL));

    private final Evaluation evaluation;
    private final InstantSource clock;

    /** @param clock is compared with times that the job's submitter gave, so it must be right */
    Deferrals(CondorTools tools, InstantSource clock) {
        this.evaluation = new Evaluation(tools, EXPRESSIONS);
        this.clock = clock;
    }

    private static String orElse(String attribute, long value) {
        return "ifThenElse(isUndefined(%1$s), %2$d, %1$s)".formatted(attribute, value);
    }

    /** Its times are to be evaluated against the job, each time anew: {@code CurrentTime + 3600} never comes. */
    static boolean needEvaluation(Ad job) {
        return job.has(Attributes.DEFERRAL_TIME)
                && Attributes.DEFERRAL.stream()
                        .anyMatch(name -> job.value(name)
                                .filter(AdValue.Expression.class::isInstance)
                                .isPresent());
    }

    /** False for one that HTCondor would not match now. One that needs evaluation is left in. */
    boolean mayBeDue(Ad job) {
        return needEvaluation(job)
                || written(job)
                        .filter(deferral -> !deferral.isOpenAt(clock.instant()))
                        .isEmpty();
    }

    /** Without the rows whose evaluated times say that HTCondor would not match them now. */
    WaitingQuery.Waiting due(String schedd, WaitingQuery.Waiting waiting) throws CondorException {
        List<JobId> unknown = waiting.rows().stream()
                .filter(row -> needEvaluation(row.key().ad()))
                .map(GroupTable.Row::first)
                .distinct()
                .toList();
        Map<JobId, List<OptionalLong>> times = evaluation.on(schedd, unknown);
        Instant now = clock.instant();
        List<GroupTable.Row> due = new ArrayList<>();
        for (GroupTable.Row row : waiting.rows()) {
            if (!needEvaluation(row.key().ad()) || evaluated(times, row.first()).isOpenAt(now)) {
                due.add(row);
            }
        }
        return new WaitingQuery.Waiting(due, waiting.bySchedd());
    }

    /** When this one job may match; empty if it is not deferred. */
    Optional<Deferral> of(String schedd, JobId id, Ad job) throws CondorException {
        return needEvaluation(job) ? Optional.of(evaluated(evaluation.on(schedd, List.of(id)), id)) : written(job);
    }

    private static Optional<Deferral> written(Ad job) {
        return job.has(Attributes.DEFERRAL_TIME)
                ? Optional.of(window(List.of(
                        job.whole(Attributes.DEFERRAL_TIME),
                        orElse(job, Attributes.DEFERRAL_PREP_TIME, PREP_TIME),
                        orElse(job, Attributes.DEFERRAL_WINDOW, WINDOW),
                        orElse(job, Attributes.SCHEDD_INTERVAL, SCHEDD_INTERVAL))))
                : Optional.empty();
    }

    private static OptionalLong orElse(Ad job, String name, long value) {
        return job.has(name) ? job.whole(name) : OptionalLong.of(value);
    }

    private static Deferral evaluated(Map<JobId, List<OptionalLong>> times, JobId id) {
        return times.containsKey(id) ? window(times.get(id)) : new Deferral.Never();
    }

    private static Deferral window(List<OptionalLong> times) {
        boolean readable = times.stream()
                .allMatch(time -> time.isPresent() && time.getAsLong() >= -LATEST && time.getAsLong() <= LATEST);
        if (!readable) {
            return new Deferral.Never();
        }
        long start = times.get(0).getAsLong();
        return new Deferral.Window(
                Instant.ofEpochSecond(
                        start - times.get(1).getAsLong() - times.get(3).getAsLong()),
                Instant.ofEpochSecond(start),
                Instant.ofEpochSecond(start + times.get(2).getAsLong()));
    }
}
