package org.updraft.htcondor.vmjob;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.updraft.htcondor.JobGroup.Malformed;
import org.updraft.htcondor.JobGroup.VmAttributes;
import org.updraft.htcondor.PerCloud;
import org.updraft.htcondor.classad.Ad;
import org.updraft.htcondor.classad.AdValue;

/**
 * Turns the VM attributes of a job into {@link VmAttributes}, or says what is wrong with them.
 *
 * <p>VMAMI and VMInstanceType are plain, or name a value per cloud. A value is per cloud if it holds a comma:
 * {@code west:small,east:c2,default:m1.small}; for a single cloud write the comma at the end, {@code west:small,}. Without a
 * comma {@code a:b} is plain, as image names hold colons, unless {@code a} is {@code default} or a cloud known here.
 */
public final class VmAttributeReader {

    public static final String VM_TYPE = "VMType";
    public static final String IMAGE = "VMAMI";
    public static final String FLAVOR = "VMInstanceType";
    public static final String KEEP_ALIVE = "VMKeepAlive";
    public static final String NETWORK = "VMNetwork";
    public static final String TARGET_CLOUDS = "TargetClouds";
    public static final String SECURITY_GROUP = "VMSecurityGroup";
    public static final String KEY_NAME = "VMKeyName";
    public static final String MAX_JOBS = "VMMaxJobs";
    public static final String CLOUD_CONFIG = "VMAMIConfig";

    /** All that decide about workers; a job with any is a VM job. */
    public static final List<String> NAMES = Stream.concat(
                    Stream.of(
                            VM_TYPE,
                            IMAGE,
                            FLAVOR,
                            KEEP_ALIVE,
                            NETWORK,
                            TARGET_CLOUDS,
                            SECURITY_GROUP,
                            KEY_NAME,
                            MAX_JOBS,
                            CLOUD_CONFIG),
                    VmShape.NAMES.stream())
            .toList();

    /** A value may be so long, in characters: what is longer is not worth keeping, and malformed. */
    public static final int LONGEST = 1024;

    private static final String DEFAULT = "default";
    private static final int MOST_CLOUDS = 64;
    private static final int MOST_SECURITY_GROUPS = 32;

    private static final WholeNumber MINUTES = new WholeNumber(KEEP_ALIVE, 0, 1_000_000, "minutes");
    private static final WholeNumber JOBS = new WholeNumber(MAX_JOBS, 1, 1_000_000, "jobs");

    private final Set<String> clouds;

    /**
     * @param clouds the configured clouds and aliases, where they are known
     */
    public VmAttributeReader(Set<String> clouds) {
        this.clouds = Set.copyOf(clouds);
    }

    /** What was read, and what could not be. An attribute in {@code malformed} is empty in {@code attributes}. */
    public record Reading(VmAttributes attributes, List<Malformed> malformed) {
        public Reading {
            malformed = List.copyOf(malformed);
        }
    }

    public static boolean isVmJob(Ad job, Requirements requirements) {
        return requirements.ours()
                || NAMES.stream()
                        .anyMatch(name -> job.has(name) && !job.text(name).equals(Optional.of("")));
    }

    /**
     * @param requirements of the same job: its VMType comes from them if {@code +VMType} does not say
     */
    public Reading read(Ad job, Requirements requirements) {
        Faults faults = new Faults();
        VmAttributes attributes = new VmAttributes(
                vmType(job, requirements, faults),
                text(job, IMAGE, faults)
                        .map(text -> perCloud(IMAGE, text, faults))
                        .orElse(PerCloud.NONE),
                text(job, FLAVOR, faults)
                        .map(text -> perCloud(FLAVOR, text, faults))
                        .orElse(PerCloud.NONE),
                MINUTES.read(job, faults).map(Long::intValue),
                resource(job, NETWORK, faults),
                targetClouds(job, faults),
                securityGroups(job, faults),
                resource(job, KEY_NAME, faults),
                JOBS.read(job, faults).map(Long::intValue),
                cloudConfig(job, faults));
        return new Reading(attributes, faults.found());
    }

    private static Optional<String> vmType(Ad job, Requirements requirements, Faults faults) {
        requirements.malformed().ifPresent(bad -> faults.add(bad.attribute(), bad.value(), bad.remedy()));
        Optional<String> type = text(job, VM_TYPE, faults)
                .or(requirements::vmType)
                .flatMap(text -> checked(VM_TYPE, VmName.VM_TYPE, text, faults));
        type.filter(name -> !requirements.allow(name))
                .ifPresent(name -> faults.add(
                        VM_TYPE, name, "name the VMType that Requirements ask for; HTCondor never matches two"));
        return type;
    }

    private static Optional<String> resource(Ad job, String name, Faults faults) {
        return text(job, name, faults).flatMap(text -> checked(name, VmName.CLOUD_RESOURCE, text, faults));
    }

    private static Optional<String> text(Ad job, String name, Faults faults) {
        Optional<AdValue> value = job.value(name);
        if (value.isPresent() && !(value.get() instanceof AdValue.Text)) {
            faults.add(name, value.get().words(), "write a string in double quotes, not a number, list or expression");
        }
        Optional<String> text = job.text(name).filter(words -> !words.isEmpty());
        if (text.filter(words -> words.length() > LONGEST).isPresent()) {
            faults.add(name, text.get(), "write at most %d characters".formatted(LONGEST));
            return Optional.empty();
        }
        return text;
    }

    private static Optional<String> checked(String name, VmName kind, String text, Faults faults) {
        Optional<String> fault = kind.fault(text);
        fault.ifPresent(remedy -> faults.add(name, text, remedy));
        return fault.isPresent() ? Optional.empty() : Optional.of(text);
    }

    private PerCloud perCloud(String name, String text, Faults faults) {
        int colon = text.indexOf(':');
        boolean mapOfOne = colon > 0 && (clouds.contains(text.substring(0, colon)) || text.startsWith(DEFAULT + ":"));
        if (text.indexOf(',') < 0 && !mapOfOne) {
            return checked(name, VmName.CLOUD_RESOURCE, text, faults)
                    .map(PerCloud::plain)
                    .orElse(PerCloud.NONE);
        }
        Map<String, String> byCloud = new LinkedHashMap<>();
        for (String entry : split(text)) {
            int at = entry.indexOf(':');
            String cloud = at < 0 ? "" : entry.substring(0, at).strip();
            String value = entry.substring(at + 1).strip();
            boolean readable = VmName.CLOUD.fault(cloud).isEmpty()
                    && VmName.CLOUD_RESOURCE.fault(value).isEmpty();
            if (!readable || byCloud.put(cloud, value) != null || byCloud.size() > MOST_CLOUDS) {
                faults.add(name, text, "write one name, or cloud:name pairs such as \"west:small,default:m1.small\"");
                return PerCloud.NONE;
            }
        }
        return PerCloud.of(byCloud);
    }

    private static List<String> targetClouds(Ad job, Faults faults) {
        return names(job, TARGET_CLOUDS, VmName.CLOUD, MOST_CLOUDS, "names of clouds", "west,east", faults);
    }

    private static List<String> securityGroups(Ad job, Faults faults) {
        return names(
                job,
                SECURITY_GROUP,
                VmName.CLOUD_RESOURCE,
                MOST_SECURITY_GROUPS,
                "security groups of the cloud",
                "default,batch",
                faults);
    }

    private static List<String> names(
            Ad job, String name, VmName kind, int most, String what, String example, Faults faults) {
        Optional<String> text = text(job, name, faults);
        List<String> names = text.map(VmAttributeReader::split).orElse(List.of());
        if (names.size() > most
                || names.stream().anyMatch(each -> kind.fault(each).isPresent())) {
            faults.add(
                    name,
                    text.orElseThrow(),
                    "write up to %d %s with commas between, such as \"%s\"".formatted(most, what, example));
            return List.of();
        }
        return names.stream().distinct().toList();
    }

    /** Only what the service has been handed over is ever given to a worker: no path, no URL. */
    private static Optional<String> cloudConfig(Ad job, Faults faults) {
        Optional<String> text = text(job, CLOUD_CONFIG, faults);
        Optional<String> readable =
                text.filter(words -> SpooledPart.parse(words).isPresent());
        if (text.isPresent() && readable.isEmpty()) {
            faults.add(
                    CLOUD_CONFIG,
                    text.get(),
                    "hand the file over with `updraft spool FILE` and write what that prints; no path or URL is read");
        }
        return readable;
    }

    /** The parts between commas; a comma at the end starts no new one. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>(List.of(text.split(",", -1)));
        if (parts.getLast().isBlank()) {
            parts.removeLast();
        }
        return parts.stream().map(String::strip).toList();
    }
}
