package org.updraft.htcondor.submit.ad;

import java.util.Map;
import java.util.TreeMap;
import org.updraft.htcondor.submit.Proc;
import org.updraft.htcondor.submit.SubmitError;

/** What condor_submit makes of a proc. */
public final class JobAd {

    /** What every job begins with. */
    private static final Map<String, String> AT_FIRST = Map.ofEntries(
            Map.entry("MyType", "\"Job\""),
            Map.entry("TargetType", "\"Machine\""),
            Map.entry("CommittedSlotTime", "0"),
            Map.entry("CommittedSuspensionTime", "0"),
            Map.entry("CommittedTime", "0"),
            Map.entry("CumulativeRemoteSysCpu", "0.0"),
            Map.entry("CumulativeRemoteUserCpu", "0.0"),
            Map.entry("CumulativeSlotTime", "0"),
            Map.entry("CumulativeSuspensionTime", "0"),
            Map.entry("CurrentHosts", "0"),
            Map.entry("ExitBySignal", "false"),
            Map.entry("ExitStatus", "0"),
            Map.entry("JobLeaseDuration", "2400"),
            Map.entry("JobNotification", "0"),
            Map.entry("JobPrio", "0"),
            Map.entry("JobStatus", "1"),
            Map.entry("JobSubmitMethod", "0"),
            Map.entry("LastSuspensionTime", "0"),
            Map.entry("LeaveJobInQueue", "false"),
            Map.entry("MaxHosts", "1"),
            Map.entry("MinHosts", "1"),
            Map.entry("NumCkpts", "0"),
            Map.entry("NumJobCompletions", "0"),
            Map.entry("NumJobStarts", "0"),
            Map.entry("NumRestarts", "0"),
            Map.entry("NumSystemHolds", "0"),
            Map.entry("Rank", "0.0"),
            Map.entry("RemoteSysCpu", "0.0"),
            Map.entry("RemoteUserCpu", "0.0"),
            Map.entry("RemoteWallClockTime", "0.0"),
            Map.entry("TotalSuspensions", "0"),
            Map.entry("TransferInputSizeMB", "0"));

    private JobAd() {}

    /**
     * Attributes by name, each the text of an expression in HTCondor's own form. Left out is what says nothing of the file: when and
     * by which version it was submitted, and how big its files are.
     *
     * @throws SubmitError where condor_submit would refuse a value; its place is the command's
     */
    public static Map<String, String> of(Proc proc, SubmitHost host) throws SubmitError {
        AdBuilder ad = new AdBuilder(proc, true);
        boolean deferred = fill(ad, host);
        RequirementsText.put(ad, Universe.of(ad), Transfers.of(ad), deferred);
        return new TreeMap<>(ad.ad());
    }

    /**
     * Only looks whether condor_submit would take the values.
     *
     * @throws SubmitError where it would refuse one
     */
    public static void check(Proc proc, SubmitHost host) throws SubmitError {
        fill(new AdBuilder(proc, false), host);
    }

    /** All but the Requirements; true if the job is to start at a time. */
    private static boolean fill(AdBuilder ad, SubmitHost host) throws SubmitError {
        AT_FIRST.forEach(ad::put);
        Universe universe = Universe.of(ad);
        universe.put(ad);
        Program.put(ad, universe, host);
        Streams.put(ad, host);
        SimpleCommands.put(ad);
        Requests.put(ad, universe, host);
        Transfers.of(ad).put(ad);
        Retries.put(ad);
        Accounting.put(ad, host);
        boolean deferred = Deferral.put(ad);
        custom(ad);
        return deferred;
    }

    /** {@code +Name} and {@code MY.Name}, which hold over what commands make. */
    private static void custom(AdBuilder ad) throws SubmitError {
        for (Map.Entry<String, String> attribute : ad.proc().attributes().entrySet()) {
            String name = attribute.getKey();
            if (!name.isEmpty() && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_')) {
                String value = attribute.getValue();
                ad.expression(name, "MY." + name, value.isEmpty() ? "undefined" : value);
            }
        }
    }
}
