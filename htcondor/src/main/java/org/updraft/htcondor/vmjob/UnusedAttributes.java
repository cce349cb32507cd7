package org.updraft.htcondor.vmjob;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.updraft.htcondor.QueuedJob.Unused;
import org.updraft.htcondor.classad.Ad;

/**
 * Attributes of older job files that decide nothing here. They are asked for one job at a time only, so that {@code why} can name
 * them, and never tell demands apart.
 */
public final class UnusedAttributes {

    private static final List<Known> KNOWN = List.of(
            dropped("VMLoc", "VMAMI names the image"),
            dropped("VMLocation", "VMAMI names the image"),
            dropped("VMImageID", "VMAMI names the image"),
            dropped("VMImageProxyFile", "the service's own account at the cloud is used"),
            dropped("VMProxyNonBoot", "the service's own account at the cloud is used"),
            dropped("VMCPUArch", "the image decides; Requirements may compare Arch"),
            dropped("VMName", "workers are named by Updraft"),
            dropped("VMInjectCA", "the image holds the certificates of the site"),
            dropped("VMUserData", "hand the file over with `updraft spool FILE`, and name it in VMAMIConfig"),
            dropped("CSMyProxyCredsName", "send a proxy with x509userproxy"),
            dropped("CSMyProxyServer", "send a proxy with x509userproxy"),
            dropped("CSMyProxyServerPort", "send a proxy with x509userproxy"),
            dropped("CSMyProxyRenewalTime", "send a proxy with x509userproxy"),
            notYet("VMTypeLimit"),
            notYet("VMHighPriority"),
            notYet("VMMaximumPrice"),
            notYet("VMJobPerCore"));

    public static final List<String> NAMES = KNOWN.stream().map(Known::name).toList();

    private record Known(String name, Optional<String> instead) {
        Stream<Unused> in(Ad job) {
            return job.value(name).stream().map(value -> new Unused(name, Faults.excerpt(value.words()), instead));
        }
    }

    private UnusedAttributes() {}

    /** Those that the job has, in the order of {@link #NAMES}. */
    public static List<Unused> of(Ad job) {
        return KNOWN.stream().flatMap(known -> known.in(job)).toList();
    }

    private static Known dropped(String name, String instead) {
        return new Known(name, Optional.of(instead));
    }

    private static Known notYet(String name) {
        return new Known(name, Optional.empty());
    }
}
