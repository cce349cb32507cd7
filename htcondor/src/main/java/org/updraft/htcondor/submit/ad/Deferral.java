package org.updraft.htcondor.submit.ad;

import org.jspecify.annotations.Nullable;
import org.updraft.htcondor.submit.SubmitError;

/** Jobs that start at a time. */
final class Deferral {

    private static final String[] CRON = {
        "cron_minute", "cron_hour", "cron_day_of_month", "cron_month", "cron_day_of_week"
    };

    private Deferral() {}

    /** True if the job is one. */
    static boolean put(AdBuilder ad) throws SubmitError {
        String time = ad.value("deferral_time");
        if (time == null && ad.value(CRON) == null) {
            return false;
        }
        if (time != null) {
            ad.expression("DeferralTime", "deferral_time", time);
        }
        or(ad, "DeferralWindow", ad.value("deferral_window", "cron_window"), "0");
        or(ad, "DeferralPrepTime", ad.value("deferral_prep_time", "cron_prep_time"), "300");
        // the interval of the schedd, as it is configured where nothing else is
        ad.put("ScheddInterval", "5");
        return true;
    }

    private static void or(AdBuilder ad, String attribute, @Nullable String value, String otherwise)
            throws SubmitError {
        ad.expression(attribute, "deferral_time", value == null ? otherwise : value);
    }
}
