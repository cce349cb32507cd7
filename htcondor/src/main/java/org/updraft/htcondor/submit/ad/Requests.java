package org.updraft.htcondor.submit.ad;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.updraft.htcondor.submit.SubmitError;

/** What a job asks for of a machine. */
final class Requests {

    private static final String PREFIX = "request_";

    private Requests() {}

    static void put(AdBuilder ad, Universe universe, SubmitHost host) throws SubmitError {
        String cpus = ad.value("request_cpus", "request_cpu", "requestcpus");
        put(ad, "RequestCpus", "request_cpus", universe == Universe.PARALLEL && cpus == null ? "1" : cpus, 'B', host);
        put(ad, "RequestMemory", "request_memory", ad.value("request_memory", "requestmemory"), 'M', host);
        put(ad, "RequestDisk", "request_disk", ad.value("request_disk", "requestdisk"), 'K', host);
        String gpus = ad.value("request_gpus", "request_gpu", "requestgpus");
        if (gpus != null) {
            ad.expression("RequestGPUs", "request_gpus", gpus);
        }
        for (Map.Entry<String, String> resource : resources(ad).entrySet()) {
            ad.expression("Request" + resource.getKey(), PREFIX + resource.getKey(), resource.getValue());
        }
        gpuProperties(ad);
    }

    private static void put(
            AdBuilder ad, String attribute, String command, @Nullable String value, char unit, SubmitHost host)
            throws SubmitError {
        String asked = value == null ? host.defaults().get("JOB_DEFAULT_" + attribute.toUpperCase(Locale.ROOT)) : value;
        if (asked != null && !asked.equalsIgnoreCase("undefined")) {
            ad.put(attribute, unit == 'B' ? ad.printed(command, asked) : Sizes.printed(ad, command, asked, unit));
        }
    }

    /** {@code request_licenses} and the like, by the resource's name as spelled. */
    static Map<String, String> resources(AdBuilder ad) throws SubmitError {
        Map<String, String> all = new TreeMap<>();
        for (String name : ad.proc().names()) {
            if (name.startsWith(PREFIX) && !isKnown(name)) {
                String value = ad.value(name);
                if (value != null) {
                    all.put(name.substring(PREFIX.length()), value);
                }
            }
        }
        return all;
    }

    private static boolean isKnown(String name) {
        return switch (name) {
            case "request_cpus", "request_cpu", "request_memory", "request_disk", "request_gpus", "request_gpu" -> true;
            default -> false;
        };
    }

    private static void gpuProperties(AdBuilder ad) throws SubmitError {
        String require = ad.value("require_gpus");
        String memory = ad.value("gpus_minimum_memory");
        if (require == null && memory == null) {
            return;
        }
        String least = memory == null ? "" : "GlobalMemoryMb >= GPUsMinMemory";
        String both = require == null ? least : least.isEmpty() ? require : require + " && " + least;
        ad.expression("RequireGPUs", "require_gpus", both);
    }
}
