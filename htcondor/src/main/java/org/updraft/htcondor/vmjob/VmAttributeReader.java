package org.updraft.htcondor.vmjob;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** All of them; a job with any is a VM job. */
    public static final List<String> NAMES = List.of(VM_TYPE, IMAGE, FLAVOR, KEEP_ALIVE, NETWORK, TARGET_CLOUDS);

    private static final String DEFAULT = "default";
    private static final int LONGEST_KEEP_ALIVE = 1_000_000;
    private static final int MOST_CLOUDS = 64;

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

    public static boolean isVmJob(Ad job) {
        return NAMES.stream().anyMatch(name -> job.has(name) && !job.text(name).equals(Optional.of("")));
    }

    public Reading read(Ad job) {
        Faults faults = new Faults();
        VmAttributes attributes = new VmAttributes(
                text(job, VM_TYPE, faults).flatMap(text -> checked(VM_TYPE, VmName.VM_TYPE, text, faults)),
                text(job, IMAGE, faults)
                        .map(text -> perCloud(IMAGE, text, faults))
                        .orElse(PerCloud.NONE),
                text(job, FLAVOR, faults)
                        .map(text -> perCloud(FLAVOR, text, faults))
                        .orElse(PerCloud.NONE),
                keepAlive(job, faults),
                text(job, NETWORK, faults).flatMap(text -> checked(NETWORK, VmName.CLOUD_RESOURCE, text, faults)),
                text(job, TARGET_CLOUDS, faults)
                        .map(text -> targetClouds(text, faults))
                        .orElse(List.of()));
        return new Reading(attributes, faults.found);
    }

    private static Optional<String> text(Ad job, String name, Faults faults) {
        Optional<AdValue> value = job.value(name);
        if (value.isPresent() && !(value.get() instanceof AdValue.Text)) {
            faults.add(name, value.get().words(), "write a string in double quotes, not a number, list or expression");
        }
        return job.text(name).filter(text -> !text.isEmpty());
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

    private static Optional<Integer> keepAlive(Ad job, Faults faults) {
        Optional<AdValue> value = job.value(KEEP_ALIVE);
        if (value.isEmpty() || job.text(KEEP_ALIVE).equals(Optional.of(""))) {
            return Optional.empty();
        }
        String words = value.get() instanceof AdValue.Text || value.get() instanceof AdValue.Whole
                ? value.get().words().strip()
                : "";
        if (!words.matches("[0-9]{1,7}") || Integer.parseInt(words) > LONGEST_KEEP_ALIVE) {
            faults.add(
                    KEEP_ALIVE,
                    value.get().words(),
                    "write a whole number of minutes, 0 to %d, without a unit".formatted(LONGEST_KEEP_ALIVE));
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(words));
    }

    private static List<String> targetClouds(String text, Faults faults) {
        List<String> names = split(text);
        if (names.size() > MOST_CLOUDS
                || names.stream().anyMatch(cloud -> VmName.CLOUD.fault(cloud).isPresent())) {
            faults.add(TARGET_CLOUDS, text, "write names of clouds with commas between, such as \"west,east\"");
            return List.of();
        }
        return names.stream().distinct().toList();
    }

    /** The parts between commas; a comma at the end starts no new one. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>(List.of(text.split(",", -1)));
        if (parts.getLast().isBlank()) {
            parts.removeLast();
        }
        return parts.stream().map(String::strip).toList();
    }

    private static final class Faults {
        private final List<Malformed> found = new ArrayList<>();

        void add(String attribute, String value, String remedy) {
            found.add(new Malformed(attribute, excerpt(value), remedy));
        }

        private static String excerpt(String value) {
            String printable = value.codePoints()
                    .limit(80)
                    .mapToObj(c -> (c >= ' ' && c < 0x7f) || Character.isLetterOrDigit(c) ? Character.toString(c) : "?")
                    .collect(joining());
            return value.length() > 80 ? printable.substring(0, 79) + "…" : printable;
        }
    }
}
