package org.updraft.openstack.embedded.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.Server.PowerState;

/** One server, as it is now. Others read it; only {@link Servers} and {@link Lifecycle} change it. */
public final class ModelServer {
    private static final int CONSOLE_CHARS_MAX = 100 * 1024;

    private final String id;
    private final int number;
    private final String projectId;
    private final String userId;
    private final Flavor flavor;
    private final ServerSpec spec;
    private final String reservationId;
    private final int launchIndex;
    private final String adminPass;
    private final Instant created;

    final Map<String, String> metadata;
    final Set<String> tags;
    final List<String> portIds = new ArrayList<>();
    final List<Deed> deeds = new ArrayList<>();

    String name;
    String imageId;
    String description;
    VmState vmState = VmState.BUILDING;
    Optional<String> task = Optional.of("scheduling");
    PowerState power = PowerState.NOSTATE;
    Optional<Fault> fault = Optional.empty();
    Optional<String> host = Optional.empty();
    Optional<String> zone = Optional.empty();
    Optional<Instant> launched = Optional.empty();
    Optional<Instant> terminated = Optional.empty();
    Optional<String> lock = Optional.empty();
    Instant updated;

    /** True once a host was found, even if it was given up again. */
    boolean placed;

    /** What the guest wrote on its console so far. */
    private final StringBuilder printed = new StringBuilder();

    /** True if the guest does nothing but print what a fault rule says. */
    boolean stuck;

    /** Grows with each task begun, so that what was due of an earlier one is void. */
    int taskNumber;

    ModelServer(
            String id,
            int number,
            String projectId,
            String userId,
            Flavor flavor,
            ServerSpec spec,
            String reservationId,
            int launchIndex,
            String adminPass,
            Instant created) {
        this.id = id;
        this.number = number;
        this.projectId = projectId;
        this.userId = userId;
        this.flavor = flavor;
        this.spec = spec;
        this.reservationId = reservationId;
        this.launchIndex = launchIndex;
        this.adminPass = adminPass;
        this.created = created;
        this.updated = created;
        this.name = spec.name();
        this.imageId = spec.imageId();
        this.description = spec.description().orElse(spec.name());
        this.metadata = new TreeMap<>(spec.metadata());
        this.tags = new TreeSet<>(spec.tags());
    }

    /** Why a server is in ERROR. */
    public record Fault(int code, String message, Instant created) {}

    /** Whether that went wrong: Nova says so of the create of a server that it could not build. */
    public boolean failed(Deed deed) {
        return deed.action().equals("create") && launched.isEmpty() && fault.isPresent();
    }

    /** Something that was asked of the server, for os-instance-actions. */
    public record Deed(String action, String requestId, Instant at, String userId, String projectId) {}

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** Counts up from 1 over the life of the cloud. */
    public int number() {
        return number;
    }

    public String projectId() {
        return projectId;
    }

    public String userId() {
        return userId;
    }

    public Flavor flavor() {
        return flavor;
    }

    /** As it was asked for; name, image, metadata and tags may have changed since. */
    public ServerSpec spec() {
        return spec;
    }

    /** That of its spec, unless it was rebuilt. */
    public String imageId() {
        return imageId;
    }

    public String reservationId() {
        return reservationId;
    }

    public int launchIndex() {
        return launchIndex;
    }

    public String adminPass() {
        return adminPass;
    }

    public Instant created() {
        return created;
    }

    public Instant updated() {
        return updated;
    }

    public Map<String, String> metadata() {
        return Map.copyOf(metadata);
    }

    /** Sorted. */
    public List<String> tags() {
        return List.copyOf(tags);
    }

    public List<String> portIds() {
        return List.copyOf(portIds);
    }

    public List<Deed> deeds() {
        return List.copyOf(deeds);
    }

    public String description() {
        return description;
    }

    public VmState vmState() {
        return vmState;
    }

    public Optional<String> task() {
        return task;
    }

    /** Such as ACTIVE, BUILD, ERROR. */
    public String status() {
        return vmState.status(task);
    }

    public PowerState power() {
        return power;
    }

    public Optional<Fault> fault() {
        return fault;
    }

    /** False for one that never found a host: Nova keeps those apart, and tells less of them. */
    public boolean wasPlaced() {
        return placed;
    }

    /** Where it runs; empty while none is found, and again when the build failed. */
    public Optional<String> host() {
        return host;
    }

    public Optional<String> zone() {
        return zone;
    }

    public Optional<Instant> launched() {
        return launched;
    }

    public Optional<Instant> terminated() {
        return terminated;
    }

    /** The reason given, maybe empty text, if it is locked. */
    public Optional<String> lock() {
        return lock;
    }

    /** True while it can work: ACTIVE and powered on. */
    public boolean runs() {
        return vmState == VmState.ACTIVE && power == PowerState.RUNNING;
    }

    /** True if its guest stops while it starts, by a fault rule: whoever plays the guest lets it do nothing. */
    public boolean isStuck() {
        return stuck;
    }

    /** The guest writes a line on its console, which keeps the last {@value #CONSOLE_CHARS_MAX} characters. */
    public void print(String line) {
        printed.append(line).append('\n');
        printed.delete(0, Math.max(0, printed.length() - CONSOLE_CHARS_MAX));
    }

    /** What its guest has written so far; empty if that is nothing. */
    public String printed() {
        return printed.toString();
    }

    @Override
    public String toString() {
        return "ModelServer[" + name + " " + id + " " + status()
                + task.map(word -> "/" + word).orElse("") + "]";
    }
}
