package org.updraft.openstack.embedded.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.Server.PowerState;
import org.updraft.openstack.embedded.model.ModelServer.Deed;

/** Servers: booted, listed, acted upon, deleted, by the rules of Nova. */
public final class Servers {
    private static final int DELETED_KEPT_MAX = 2000;
    private static final int DEEDS_MAX = 200;

    private final CloudModel cloud;
    private final Lifecycle lifecycle;
    private final BootChecks checks;
    private final Map<String, ModelServer> servers = new LinkedHashMap<>();
    private int made;

    Servers(CloudModel cloud, Timing timing) {
        this.cloud = cloud;
        this.lifecycle = new Lifecycle(cloud, timing);
        this.checks = new BootChecks(cloud);
    }

    public void listen(ServerListener listener) {
        lifecycle.listen(listener);
    }

    public BootChecks checks() {
        return checks;
    }

    /**
     * Boots as many as fit the quota, from {@code min} to {@code max}, all under one reservation; more than one are named
     * with a number behind.
     */
    public List<ModelServer> boot(String projectId, String userId, ServerSpec spec, int min, int max) {
        cloud.advance();
        Flavor flavor = checks.flavor(spec.flavorId());
        checks.require(projectId, userId, spec);
        int count = checks.fittingCount(usage(projectId), projectId, flavor, min, max);
        checks.portsFit(projectId, spec, count);
        String reservation = "r-" + cloud.chance().word(8);
        List<ModelServer> booted = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ServerSpec numbered = max == 1 ? spec : spec.named(spec.name() + "-" + (i + 1));
            booted.add(boot(projectId, userId, flavor, numbered, reservation, i));
        }
        return booted;
    }

    /** One server. */
    public ModelServer boot(String projectId, String userId, ServerSpec spec) {
        return boot(projectId, userId, spec, 1, 1).get(0);
    }

    private ModelServer boot(
            String projectId, String userId, Flavor flavor, ServerSpec spec, String reservation, int index) {
        ModelServer server = new ModelServer(
                cloud.chance().uuid(),
                ++made,
                projectId,
                userId,
                flavor,
                spec,
                reservation,
                index,
                cloud.chance().word(12),
                cloud.time().now());
        server.portIds.addAll(checks.ports(projectId, spec));
        servers.put(server.id(), server);
        forgetLongDeleted();
        lifecycle.build(server);
        return server;
    }

    /** Of one project, deleted ones left out, newest first. */
    public List<ModelServer> of(String projectId) {
        return all().stream()
                .filter(server -> server.projectId().equals(projectId) && server.vmState() != VmState.DELETED)
                .toList();
    }

    /** Of every project, newest first, with those deleted of late. */
    public List<ModelServer> all() {
        cloud.advance();
        List<ModelServer> all = new ArrayList<>(servers.values());
        all.sort(Comparator.comparing(ModelServer::created)
                .thenComparingInt(ModelServer::number)
                .reversed());
        return all;
    }

    public Optional<ModelServer> find(String id) {
        cloud.advance();
        return Optional.ofNullable(servers.get(id)).filter(server -> server.vmState() != VmState.DELETED);
    }

    /** By id, or a 404 if it is gone, never was, or is another project's. */
    public ModelServer of(String projectId, boolean admin, String id) {
        return find(id).filter(server -> admin || server.projectId().equals(projectId))
                .orElseThrow(() -> new Refusal.NotFound("Instance " + id + " could not be found."));
    }

    /** Accepted at once, gone later; asking again while it goes is fine. */
    public void delete(ModelServer server) {
        if (server.lock().isPresent()) {
            throw new Refusal.Conflict("Instance " + server.id() + " is locked");
        }
        lifecycle.delete(server);
    }

    public void pause(ModelServer server) {
        require("pause", server, VmState.ACTIVE);
        lifecycle.act(server, "pausing", VmState.PAUSED, PowerState.PAUSED);
    }

    public void unpause(ModelServer server) {
        require("unpause", server, VmState.PAUSED);
        lifecycle.act(server, "unpausing", VmState.ACTIVE, PowerState.RUNNING);
    }

    public void stop(ModelServer server) {
        require("stop", server, VmState.ACTIVE, VmState.ERROR);
        lifecycle.act(server, "powering-off", VmState.STOPPED, PowerState.SHUTDOWN);
    }

    public void start(ModelServer server) {
        require("start", server, VmState.STOPPED);
        lifecycle.act(server, "powering-on", VmState.ACTIVE, PowerState.RUNNING);
    }

    public void suspend(ModelServer server) {
        require("suspend", server, VmState.ACTIVE);
        lifecycle.act(server, "suspending", VmState.SUSPENDED, PowerState.SHUTDOWN);
    }

    public void resume(ModelServer server) {
        require("resume", server, VmState.SUSPENDED);
        lifecycle.act(server, "resuming", VmState.ACTIVE, PowerState.RUNNING);
    }

    public void reboot(ModelServer server, boolean hard) {
        if (hard) {
            require(
                    "reboot",
                    server,
                    VmState.ACTIVE,
                    VmState.STOPPED,
                    VmState.PAUSED,
                    VmState.SUSPENDED,
                    VmState.ERROR);
        } else {
            require("reboot", server, VmState.ACTIVE);
        }
        lifecycle.act(server, hard ? "rebooting_hard" : "rebooting", VmState.ACTIVE, PowerState.RUNNING);
    }

    /** As an admin's os-resetState: the word changes, the machine does not. */
    public void resetState(ModelServer server, VmState state) {
        lifecycle.become(server, state, server.power(), cloud.time().now());
    }

    public void lock(ModelServer server, String reason) {
        server.lock = Optional.of(reason);
    }

    public void unlock(ModelServer server) {
        server.lock = Optional.empty();
    }

    /** The guest died: Nova finds it SHUTOFF. */
    public void crash(ModelServer server) {
        lifecycle.become(
                server, VmState.STOPPED, PowerState.CRASHED, cloud.time().now());
    }

    /** Someone else's doing: a rescue, a shelving, a resize, whatever the tests need to see. */
    public void force(ModelServer server, VmState state, PowerState power) {
        lifecycle.become(server, state, power, cloud.time().now());
    }

    /** As Nova's rebuild: the same server with another image, whose operating system starts anew; here without its time. */
    public void rebuild(ModelServer server, String imageId) {
        require("rebuild", server, VmState.ACTIVE, VmState.STOPPED);
        server.imageId = imageId;
        server.updated = cloud.time().now();
    }

    public void rename(ModelServer server, String name, String description) {
        server.name = name;
        server.description = description;
        server.updated = cloud.time().now();
    }

    public void replaceMetadata(ModelServer server, Map<String, String> metadata) {
        checks.metadataCount(server.projectId(), metadata.size());
        server.metadata.clear();
        server.metadata.putAll(metadata);
    }

    public void replaceTags(ModelServer server, Set<String> tags) {
        server.tags.clear();
        server.tags.addAll(tags);
    }

    /** For os-instance-actions. */
    public void remember(ModelServer server, Deed deed) {
        if (server.deeds.size() < DEEDS_MAX) {
            server.deeds.add(deed);
        }
    }

    /** The console's text: what the guest printed so far. */
    public String console(ModelServer server) {
        return server.launched()
                .map(at -> server.isStuck()
                        ? server.printed()
                        : "[    0.000000] Linux version 6.1.0-embedded\n"
                                + "[    1.000000] cloud-init[1]: server " + server.id() + "\n"
                                + server.printed()
                                + server.name() + " login: ")
                .orElse("");
    }

    /** What a project's servers use of its quota: all that are not gone, whatever their state. */
    public Usage usage(String projectId) {
        cloud.advance();
        int instances = 0;
        int cores = 0;
        int ram = 0;
        for (ModelServer server : servers.values()) {
            if (server.projectId().equals(projectId) && server.vmState() != VmState.DELETED) {
                instances++;
                cores += server.flavor().vcpus();
                ram += server.flavor().ramMiB();
            }
        }
        return new Usage(instances, cores, ram);
    }

    public record Usage(int instances, int cores, int ramMiB) {}

    private static void require(String action, ModelServer server, VmState... allowed) {
        String sorry = "Cannot '" + action + "' instance " + server.id() + " while it is in ";
        if (server.lock().isPresent()) {
            throw new Refusal.Conflict("Instance " + server.id() + " is locked");
        }
        if (!List.of(allowed).contains(server.vmState())) {
            throw new Refusal.Conflict(sorry + "vm_state " + server.vmState().word());
        }
        if (server.task().isPresent()) {
            throw new Refusal.Conflict(sorry + "task_state " + server.task().get());
        }
    }

    private void forgetLongDeleted() {
        if (servers.size() % 500 != 0) {
            return;
        }
        List<String> deleted = servers.values().stream()
                .filter(server -> server.vmState() == VmState.DELETED)
                .map(ModelServer::id)
                .toList();
        deleted.subList(0, Math.max(0, deleted.size() - DELETED_KEPT_MAX)).forEach(servers::remove);
    }
}
