package org.updraft.htcondor.submit.ad;

import java.util.Set;
import org.updraft.htcondor.classad.Conjunction;
import org.updraft.htcondor.submit.SubmitError;

/** The user's Requirements, and what condor_submit adds where they do not speak of it. */
final class RequirementsText {

    private static final String AND = " && ";
    private static final String SINCE_8_9_7 = " && versioncmp(split(TARGET.CondorVersion)[1],\"8.9.7\") >= 0";
    private static final String SAME_FILES = "(TARGET.FileSystemDomain == MY.FileSystemDomain)";

    private final AdBuilder ad;
    private final Universe universe;
    private final Transfers transfers;
    private final Set<String> mentioned;
    private final StringBuilder text = new StringBuilder();

    private RequirementsText(AdBuilder ad, Universe universe, Transfers transfers, Set<String> mentioned) {
        this.ad = ad;
        this.universe = universe;
        this.transfers = transfers;
        this.mentioned = mentioned;
    }

    static void put(AdBuilder ad, Universe universe, Transfers transfers, boolean deferred) throws SubmitError {
        String own = ad.value("requirements");
        RequirementsText requirements =
                new RequirementsText(ad, universe, transfers, own == null ? Set.of() : Conjunction.names(own));
        if (own != null) {
            requirements.and("(" + ad.printed("requirements", own) + ")");
        }
        requirements.machine();
        requirements.room();
        requirements.files();
        if (deferred) {
            requirements.and("TARGET.HasJobDeferral");
            requirements.and("(((time() + ScheddInterval) >= (DeferralTime - DeferralPrepTime))"
                    + " && (time() < (DeferralTime + DeferralWindow)))");
        }
        if (ad.value("checkpoint_exit_code") != null) {
            requirements.and("TARGET.HasSelfCheckpointTransfers");
        }
        ad.put("Requirements", requirements.text.toString());
    }

    private void and(String clause) {
        text.append(text.isEmpty() ? "" : AND).append(clause);
    }

    private boolean speaksOf(String name) {
        return mentioned.contains(name);
    }

    private void machine() throws SubmitError {
        if (universe == Universe.JAVA) {
            and("TARGET.HasJava");
            return;
        }
        if (!speaksOf("Arch")) {
            and("(TARGET.Arch == \"X86_64\")");
        }
        if (universe.inContainer()) {
            and("TARGET.HasContainer");
            and(universe == Universe.DOCKER ? "TARGET.HasDockerURL" : "TARGET.HasSIF");
        } else if (!speaksOf("OpSys") && !speaksOf("OpSysAndVer") && !speaksOf("OpSysMajorVer")) {
            and("(TARGET.OpSys == \"LINUX\")");
        }
    }

    private void room() throws SubmitError {
        if (ad.ad().containsKey("RequestDisk")) {
            and("(TARGET.Disk >= RequestDisk)");
        }
        if (ad.ad().containsKey("RequestMemory")) {
            and("(TARGET.Memory >= RequestMemory)");
        }
        if (!speaksOf("Cpus") && universe != Universe.PARALLEL) {
            and("(TARGET.Cpus >= RequestCpus)");
        }
        if (ad.ad().containsKey("RequestGPUs") && !speaksOf("GPUs")) {
            and(
                    ad.ad().containsKey("RequireGPUs")
                            ? "(countMatches(MY.RequireGPUs,TARGET.AvailableGPUs) >= RequestGPUs)"
                            : "(TARGET.GPUs >= RequestGPUs)");
        }
        for (String resource : Requests.resources(ad).keySet()) {
            and("(TARGET." + resource + " >= Request" + resource + ")");
        }
        if (Boolean.TRUE.equals(ad.truth("encrypt_execute_directory"))) {
            and("TARGET.HasEncryptExecuteDirectory");
        }
    }

    private void files() throws SubmitError {
        if (universe.runsOnAccessPoint() || speaksOf("HasFileTransfer")) {
            return;
        }
        boolean sameFiles = transfers != Transfers.YES && !speaksOf("FileSystemDomain");
        if (transfers == Transfers.NO) {
            if (sameFiles) {
                and(SAME_FILES);
            }
            return;
        }
        and(sameFiles ? "(" + SAME_FILES + " || " + transfer() + ")" : transfer());
    }

    private String transfer() throws SubmitError {
        if (ad.value("transfer_plugins") != null) {
            return "(TARGET.HasJobTransferPlugins)";
        }
        boolean encrypted = ad.value(
                        "encrypt_input_files",
                        "encrypt_output_files",
                        "dont_encrypt_input_files",
                        "dont_encrypt_output_files")
                != null;
        boolean newer =
                ad.value("checkpoint_exit_code") != null || Boolean.TRUE.equals(ad.truth("preserve_relative_paths"));
        return "(TARGET.HasFileTransfer" + (encrypted ? " && TARGET.HasPerFileEncryption" : "")
                + (newer ? SINCE_8_9_7 : "") + ")";
    }
}
