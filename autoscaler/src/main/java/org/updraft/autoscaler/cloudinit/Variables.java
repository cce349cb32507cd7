package org.updraft.autoscaler.cloudinit;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** What a template may ask for. Each name has its row in {@code cloudinit-templates/README.md}. */
final class Variables {

    /** Slot users beyond one per core, where a pool lets jobs run that take none. */
    private static final int SPARE_SLOTS = 8;

    private Variables() {}

    static Map<String, Object> of(WorkerBoot boot, PoolAddress pool, TokenSource tokens, WorkerOptions options) {
        var values = new HashMap<String, Object>();
        values.put("workerId", boot.workerId());
        values.put("serverName", boot.serverName());
        values.put("machineName", boot.serverName() + "." + pool.trustDomain());
        values.put("pool", boot.pool());
        values.put("installation", boot.installation());
        values.put("owner", boot.owner());
        values.put("vmType", boot.vmType());
        values.put("cpus", "" + boot.cpus());
        values.put("memoryMiB", "" + boot.memoryMiB());
        values.put("gpus", "" + boot.gpus());
        values.put("hasGpus", boot.gpus() > 0);
        values.put("slots", slots(boot.cpus()));
        values.put("shared", boot.terms().shared());
        values.put("maxJobs", "" + boot.terms().maxJobs());
        values.put("hasMaxJobs", boot.terms().maxJobs() > 0);
        values.put("wholeSlot", boot.terms().maxJobs() == 1);
        values.put("cloudConfig", boot.terms().cloudConfig());
        values.put("hasCloudConfig", !boot.terms().cloudConfig().isEmpty());
        values.put("hasSshKeys", !options.sshKeys().isEmpty());
        values.put(
                "sshKeys",
                options.sshKeys().stream().map(key -> Map.of("key", key)).toList());
        values.put("ccb", options.ccb().name().toLowerCase(Locale.ROOT));
        values.put("hasCollectorAddress", options.collectorAddress().isPresent());
        values.put("collectorAddress", options.collectorAddress().orElse(""));
        values.put("hasInstall", options.installScript().isPresent());
        values.put("installScript", options.installScript().orElse(""));
        values.put("hasToken", !tokens.isRequest());
        values.put("token", tokens.isRequest() ? "" : boot.token().orElse(""));
        values.put("asksForToken", tokens.isRequest());
        values.put("caCertificate", tokens.caCertificate().orElse(""));
        values.put("identity", "updraft-" + boot.workerId() + "@" + pool.trustDomain());
        values.put("tokenSeconds", "" + tokens.life().toSeconds());
        values.put("tokenMarginSeconds", "" + tokens.margin().toSeconds());
        values.put("collectorHost", pool.collectorHost());
        values.put("collectorPort", "" + pool.collectorPort());
        values.put("trustDomain", pool.trustDomain());
        values.put("serviceIdentity", pool.serviceIdentity());
        values.put("updateSeconds", "" + pool.updateInterval().toSeconds());
        values.put("noClaimSeconds", "" + pool.noClaimShutdown().toSeconds());
        values.put("joinWithinSeconds", "" + pool.joinWithin().toSeconds());
        return values;
    }

    /** A dynamic slot has a core, unless the pool lets jobs have none. */
    private static List<Map<String, String>> slots(int cpus) {
        return IntStream.rangeClosed(1, cpus + SPARE_SLOTS)
                .mapToObj(number -> Map.of("number", "" + number, "user", "updraft-slot" + number))
                .toList();
    }
}
