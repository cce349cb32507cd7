package org.updraft.htcondor.submit.ad;

import org.updraft.htcondor.submit.SubmitError;

/** To whom a job is counted. */
final class Accounting {

    private static final String NICE = "nice-user";

    private Accounting() {}

    static void put(AdBuilder ad, SubmitHost host) throws SubmitError {
        String group = ad.value("accounting_group");
        String user = ad.value("accounting_group_user");
        if (Boolean.TRUE.equals(ad.truth("nice_user")) && group == null) {
            group = NICE;
            if (ad.value("max_job_retirement_time") == null) {
                ad.put("MaxJobRetirementTime", "0");
            }
        }
        if (group == null && user == null) {
            return;
        }
        String who = user == null ? host.owner() : user;
        ad.text("AcctGroupUser", who);
        if (group != null) {
            ad.text("AcctGroup", group);
        }
        ad.text("AccountingGroup", group == null ? who : group + "." + who);
    }
}
