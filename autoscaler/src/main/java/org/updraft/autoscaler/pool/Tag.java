package org.updraft.autoscaler.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What every server of ours carries in its metadata: whose it is, and enough of the worker to adopt it if the ledger lost
 * it. We touch only what bears our pool's and installation's tag.
 */
public record Tag(
        String pool,
        String installation,
        String workerId,
        String owner,
        String vmType,
        Terms terms,
        String demandKey,
        String flavorId,
        String flavorName,
        String imageId,
        String templateHash,
        Shape shape,
        Duration keepAlive) {

    private static final String PREFIX = "updraft-";

    /** Nova takes up to 255 characters for each value; ours are bounded where they are read. */
    public Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(PREFIX + "pool", pool);
        metadata.put(PREFIX + "installation", installation);
        metadata.put(PREFIX + "worker", workerId);
        metadata.put(PREFIX + "owner", owner);
        metadata.put(PREFIX + "vmtype", vmType);
        metadata.put(PREFIX + "terms", (terms.shared() ? "shared," : "") + terms.maxJobs() + "," + terms.cloudConfig());
        metadata.put(PREFIX + "demand", demandKey);
        metadata.put(PREFIX + "flavor", flavorId);
        metadata.put(PREFIX + "flavor-name", flavorName);
        metadata.put(PREFIX + "image", imageId);
        metadata.put(PREFIX + "template", templateHash);
        metadata.put(
                PREFIX + "shape", shape.cpus() + "," + shape.memoryMiB() + "," + shape.diskGiB() + "," + shape.gpus());
        metadata.put(PREFIX + "keep-alive", Long.toString(keepAlive.toSeconds()));
        return metadata;
    }

    /** The tag of a server of any Updraft; empty if it bears none. What cannot be read is empty or zero, never guessed. */
    public static Optional<Tag> read(Map<String, String> metadata) {
        String pool = metadata.get(PREFIX + "pool");
        String installation = metadata.get(PREFIX + "installation");
        String worker = metadata.get(PREFIX + "worker");
        if (pool == null || installation == null || worker == null) {
            return Optional.empty();
        }
        return Optional.of(new Tag(
                pool,
                installation,
                worker,
                metadata.getOrDefault(PREFIX + "owner", ""),
                metadata.getOrDefault(PREFIX + "vmtype", ""),
                terms(metadata.getOrDefault(PREFIX + "terms", "")),
                metadata.getOrDefault(PREFIX + "demand", ""),
                metadata.getOrDefault(PREFIX + "flavor", ""),
                metadata.getOrDefault(PREFIX + "flavor-name", ""),
                metadata.getOrDefault(PREFIX + "image", ""),
                metadata.getOrDefault(PREFIX + "template", ""),
                shape(metadata.getOrDefault(PREFIX + "shape", "")),
                Duration.ofSeconds(number(metadata.getOrDefault(PREFIX + "keep-alive", "0")))));
    }

    /** The same tag under another id: that of a twin. */
    public Tag as(String id) {
        return new Tag(
                pool,
                installation,
                id,
                owner,
                vmType,
                terms,
                demandKey,
                flavorId,
                flavorName,
                imageId,
                templateHash,
                shape,
                keepAlive);
    }

    /** Ours, of this very installation. */
    public boolean isOf(String poolName, String installationId) {
        return pool.equals(poolName) && installation.equals(installationId);
    }

    /** The worker that this tag describes, of which nothing but its server is known. */
    public Worker asWorker(
            String cloud, String name, String serverId, Instant created, Activity activity, Worker.Sight sight) {
        return new Worker(
                workerId,
                name,
                new Combination(cloud, imageId, flavorId, templateHash),
                flavorName,
                Optional.of(serverId),
                false,
                owner,
                vmType,
                terms,
                demandKey,
                shape,
                Shape.NOTHING,
                terms.maxJobs() == 0 ? Worker.UNLIMITED : terms.maxJobs(),
                created,
                keepAlive,
                created,
                Optional.empty(),
                activity,
                List.of(),
                Optional.empty(),
                sight);
    }

    private static Terms terms(String text) {
        boolean shared = text.startsWith("shared,");
        String[] parts = (shared ? text.substring("shared,".length()) : text).split(",", 2);
        return new Terms(shared, (int) number(parts[0]), parts.length == 2 ? parts[1] : "");
    }

    private static Shape shape(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length != 4) {
            return Shape.NOTHING;
        }
        return new Shape(
                (int) number(parts[0]), (int) number(parts[1]), (int) number(parts[2]), (int) number(parts[3]));
    }

    private static long number(String text) {
        boolean isNumber = !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Long.parseLong(text) : 0;
    }
}
