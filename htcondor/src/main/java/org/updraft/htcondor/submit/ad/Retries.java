package org.updraft.htcondor.submit.ad;

import org.jspecify.annotations.Nullable;
import org.updraft.htcondor.submit.SubmitError;

/** max_retries, retry_until and success_exit_code, of which HTCondor makes an OnExitRemove. */
final class Retries {

    private Retries() {}

    static void put(AdBuilder ad) throws SubmitError {
        String most = ad.value("max_retries");
        String until = ad.value("retry_until");
        String success = ad.value("success_exit_code");
        if (success != null) {
            ad.expression("JobSuccessExitCode", "success_exit_code", success);
        }
        if (most == null && until == null) {
            return;
        }
        ad.put("JobMaxRetries", most == null ? "2" : ad.wholeNumber("max_retries", most));
        String done = success == null ? "ExitCode =?= 0" : "ExitCode =?= JobSuccessExitCode";
        ad.put(
                "OnExitRemove",
                "NumJobCompletions > JobMaxRetries || " + done + also(ad, until, ad.value("on_exit_remove")));
        if (ad.value("on_exit_hold") == null) {
            ad.put("OnExitHold", "false");
        }
    }

    private static String also(AdBuilder ad, @Nullable String until, @Nullable String remove) throws SubmitError {
        String text = remove == null ? "" : " || (" + ad.printed("on_exit_remove", remove) + ")";
        if (until == null) {
            return text;
        }
        boolean code = until.matches("[0-9]{1,9}");
        return text + " || " + (code ? "ExitCode =?= " + until : ad.printed("retry_until", until));
    }
}
