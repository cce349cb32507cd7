package org.updraft.jobtools.image;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.updraft.autoscaler.pool.Shape;
import org.updraft.htcondor.vmjob.VmName;
import org.updraft.jobtools.check.Finding;
import org.updraft.jobtools.check.Rule;
import org.updraft.jobtools.check.Target;
import org.updraft.jobtools.job.ServiceDesk;
import org.updraft.jobtools.job.WorkerLookup;
import org.updraft.jobtools.site.Site;
import org.updraft.jobtools.site.SiteCloud;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.Quota;
import org.updraft.openstack.SharedImage;
import org.updraft.openstack.adapter.OpenStackCloud;
import org.updraft.openstack.credentials.CredentialsException;

/** Asks the site's clouds, with the user's credentials, which worker a job would get. */
public final class CloudLookup implements WorkerLookup {

    private static final long BYTES_PER_GIB = 1L << 30;

    private final Site site;
    private final Map<String, String> environment;
    private final InstantSource clock;
    private final Map<String, Match> matches = new LinkedHashMap<>();
    private final List<String> notDone = new ArrayList<>();

    /** An image and a flavor on one cloud, and the project that is to boot it there. */
    public record Match(SiteCloud site, OpenStackCloud cloud, SharedImage image, Flavor flavor) {}

    public CloudLookup(Site site, Map<String, String> environment, InstantSource clock) {
        this.site = site;
        this.environment = environment;
        this.clock = clock;
    }

    /** What was found, by cloud; empty before {@link #look}. */
    public List<Match> matches() {
        return List.copyOf(matches.values());
    }

    @Override
    public Answer look(Optional<String> image, Optional<String> flavor) {
        List<SiteCloud> clouds = Clouds.of(site, environment);
        if (clouds.isEmpty()) {
            return new Answer.NotAsked("no cloud is configured: neither the site file nor OS_AUTH_URL names one");
        }
        if (image.isEmpty() || flavor.isEmpty()) {
            return unknown(
                    "an image needs a flavor to run on; name it behind the image, or write +VMFlavor = \"NAME\"");
        }
        List<String> misses = new ArrayList<>();
        try {
            for (SiteCloud cloud : clouds) {
                look(cloud, image.get(), flavor.get(), misses);
            }
            return matches.isEmpty() ? unknown(String.join("; ", misses)) : known();
        } catch (CredentialsException | CloudException e) {
            return new Answer.Failed(String.valueOf(e.getMessage()));
        }
    }

    private void look(SiteCloud site, String image, String flavor, List<String> misses)
            throws CredentialsException, CloudException {
        OpenStackCloud cloud = Clouds.open(site, environment, clock);
        Translation names = new Translation(cloud);
        try {
            matches.put(site.name(), new Match(site, cloud, names.image(image), names.flavor(flavor)));
        } catch (NoSuchName e) {
            misses.add(e.inOneLine());
        }
    }

    private Answer known() throws CloudException {
        List<Finding> findings = new ArrayList<>();
        Map<String, String> images = new TreeMap<>();
        Map<String, String> flavors = new TreeMap<>();
        for (Match match : matches.values()) {
            images.put(match.site().name(), match.image().image().id());
            flavors.put(match.site().name(), match.flavor().id());
            fits(match, findings);
        }
        Match first = matches.values().iterator().next();
        Optional<String> owner = new Sharing(first.cloud(), site.projects())
                .name(first.image().image().ownerProjectId());
        if (owner.isEmpty()) {
            return unknown("the project " + first.image().image().ownerProjectId() + " that owns image "
                    + Translation.quoted(first.image().image().name())
                    + " has a name that you may not read; put it into projects: of the site file");
        }
        String vmType = owner.get() + ":" + first.image().image().name();
        Optional<String> fault = VmName.VM_TYPE.fault(vmType);
        if (fault.isPresent()) {
            return unknown("the worker would be called " + Translation.quoted(vmType) + ": " + fault.get()
                    + "; give the image another name");
        }
        Shape room = Shape.usableOf(first.flavor());
        return new Answer.Known(
                new Target(
                        vmType,
                        images,
                        flavors,
                        architecture(first.image()),
                        Optional.of(new Target.Room(room.cpus(), room.memoryMiB(), room.diskGiB(), room.gpus())),
                        first.flavor().name()),
                findings,
                List.copyOf(notDone));
    }

    /** As HTCondor spells what Glance calls x86_64 or aarch64. */
    private String architecture(SharedImage image) {
        return image.architecture().isEmpty()
                ? site.architecture()
                : image.architecture().equalsIgnoreCase("x86_64")
                                || image.architecture().equalsIgnoreCase("amd64")
                        ? Site.ARCHITECTURE
                        : image.architecture();
    }

    private void fits(Match match, List<Finding> findings) throws CloudException {
        Flavor flavor = match.flavor();
        SharedImage image = match.image();
        String where = " on " + match.site().name();
        String named = "image " + Translation.quoted(image.image().name());
        if (!image.status().equals("active")) {
            findings.add(error(
                    Rule.UNKNOWN_NAME,
                    named + where + " is " + image.status()
                            + " and cannot be booted; wait until it is active, or reactivate it"));
        }
        boolean ownDisk = flavor.diskGiB() > 0;
        if (flavor.ramMiB() < image.image().minRamMiB()
                || (ownDisk && flavor.diskGiB() < image.image().minDiskGiB())
                || (ownDisk && flavor.diskGiB() * BYTES_PER_GIB < image.image().sizeBytes())) {
            findings.add(error(
                    Rule.IMAGE_TOO_BIG,
                    named + where + " needs " + image.image().minRamMiB() + " MiB and "
                            + Math.max(
                                    image.image().minDiskGiB(),
                                    Math.ceilDiv(image.image().sizeBytes(), BYTES_PER_GIB))
                            + " GiB disk, and flavor " + flavor.name() + " has " + flavor.ramMiB() + " MiB and "
                            + flavor.diskGiB() + " GiB; name a bigger flavor"));
        }
        quota(match).ifPresent(quota -> {
            if (over(quota.coresMax(), flavor.vcpus()) || over(quota.ramMiBMax(), flavor.ramMiB())) {
                findings.add(error(
                        Rule.QUOTA,
                        "flavor " + flavor.name() + " takes " + flavor.vcpus() + " cores and " + flavor.ramMiB()
                                + " MiB, and the project's quota" + where + " is " + limit(quota.coresMax())
                                + " cores and "
                                + limit(quota.ramMiBMax())
                                + " MiB in all; name a smaller flavor, or ask for more quota"));
            }
        });
    }

    /** Of the project that boots: of another than the user's own only the service can tell. */
    private Optional<Quota> quota(Match match) throws CloudException {
        if (match.site().batchProject().isEmpty()) {
            return Optional.of(match.cloud().quota());
        }
        try {
            return new ServiceDesk(site.serviceSocket()).limits(match.site().name());
        } catch (IOException e) {
            notDone.add("quota of the batch project on " + match.site().name() + " (the service does not say: "
                    + e.getMessage() + ")");
            return Optional.empty();
        }
    }

    private static String limit(int limit) {
        return limit == Quota.UNLIMITED ? "any number of" : Integer.toString(limit);
    }

    private static boolean over(int limit, int wanted) {
        return limit != Quota.UNLIMITED && wanted > limit;
    }

    private static Finding error(Rule rule, String words) {
        return new Finding(rule, Finding.Severity.ERROR, Optional.empty(), words);
    }

    private static Answer unknown(String words) {
        return new Answer.Unknown(List.of(error(Rule.UNKNOWN_NAME, words)));
    }
}
