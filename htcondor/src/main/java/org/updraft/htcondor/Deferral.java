package org.updraft.htcondor;

import java.time.Instant;

/** When HTCondor looks for a machine for a job with deferral_time or cron_*. At other times the job is no demand. */
public sealed interface Deferral {

    /** HTCondor would match the job at this instant. */
    boolean isOpenAt(Instant now);

    /**
     * @param from some minutes before the start: DeferralPrepTime and ScheddInterval
     * @param startsAt DeferralTime
     * @param until the start and DeferralWindow; from then on it is too late, for good
     */
    record Window(Instant from, Instant startsAt, Instant until) implements Deferral {
        @Override
        public boolean isOpenAt(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }
    }

    /** The times are no numbers, so HTCondor never matches it. */
    record Never() implements Deferral {
        @Override
        public boolean isOpenAt(Instant now) {
            return false;
        }
    }
}
