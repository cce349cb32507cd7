package org.updraft.autoscaler.trial;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.updraft.autoscaler.simulate.SimulatedWorld;
import org.updraft.openstack.Server.PowerState;
import org.updraft.openstack.embedded.fault.Effect;
import org.updraft.openstack.embedded.fault.FaultRule;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.Identity;
import org.updraft.openstack.embedded.model.ModelServer;
import org.updraft.openstack.embedded.model.Quotas;
import org.updraft.openstack.embedded.model.Refusal;
import org.updraft.openstack.embedded.model.ServerSpec;
import org.updraft.openstack.embedded.model.VmState;

/** What happens to clouds and to servers on them. */
final class CloudIncidents {

    private static final List<String> CHANGES = List.of("servers.create", "servers.delete", "servers.action");

    private final SimulatedWorld world;
    private final Census census;
    private int rules;

    CloudIncidents(SimulatedWorld world, Census census) {
        this.world = world;
        this.census = census;
    }

    /** A fault that the cloud itself knows. */
    Stage.Undo rule(Fault fault, SplittableRandom draw) {
        CloudModel model = model(Stage.one(draw, TrialSite.CLOUDS));
        String name = "rule " + ++rules;
        double often = draw.nextBoolean() ? 1 : 0.2 + 0.6 * draw.nextDouble();
        if (fault == Fault.IDENTITY_DOWN) {
            model.faults()
                    .add(FaultRule.of(name, new Effect.ExpiredToken())
                            .onService("compute")
                            .times(1));
        }
        model.faults().add(rule(name, fault, draw).probably(often));
        return () -> model.faults().remove(name);
    }

    private static FaultRule rule(String name, Fault fault, SplittableRandom draw) {
        return switch (fault) {
            case COMPUTE_ERRORS ->
                FaultRule.of(name, answer(Stage.one(draw, List.of(500, 502, 503))))
                        .onService("compute");
            case COMPUTE_BUSY ->
                FaultRule.of(
                                name,
                                new Effect.Answer(
                                        429,
                                        Optional.empty(),
                                        draw.nextBoolean()
                                                ? Optional.of(Duration.ofSeconds(draw.nextInt(300)))
                                                : Optional.empty()))
                        .onService("compute");
            case IDENTITY_DOWN -> FaultRule.of(name, answer(503)).onService("identity");
            case CREDENTIALS_REFUSED -> FaultRule.of(name, answer(401));
            case FORBIDDEN -> FaultRule.of(name, answer(403)).onService("compute");
            case IMAGE_ERRORS -> FaultRule.of(name, answer(500)).onService("image");
            case NETWORK_ERRORS -> FaultRule.of(name, answer(503)).onService("network");
            case LOST_REPLIES -> {
                FaultRule all = FaultRule.of(name, new Effect.LostReply(draw.nextBoolean()));
                yield draw.nextBoolean() ? all : all.onOperation(Stage.one(draw, CHANGES));
            }
            case TIMEOUTS -> FaultRule.of(name, new Effect.Delay(Duration.ofMinutes(5)));
            case SHORT_PAGES ->
                FaultRule.of(name, new Effect.PartialPage(draw.nextInt(4))).onOperation("servers.list");
            case NO_CAPACITY -> FaultRule.of(name, new Effect.BuildError(500, "No valid host was found. "));
            case BUILDS_FAIL ->
                FaultRule.of(name, new Effect.BuildError(500, "Build of instance aborted: the image is damaged"));
            case BUILDS_HANG -> FaultRule.of(name, new Effect.StuckBuild());
            case BUILDS_SLOW -> FaultRule.of(name, new Effect.BuildTakes(Duration.ofMinutes(10L + draw.nextInt(30))));
            case DELETES_FAIL -> FaultRule.of(name, new Effect.DeleteFails("Failed to terminate process"));
            case DELETES_SLOW -> FaultRule.of(name, new Effect.DeleteTakes(Duration.ofMinutes(1L + draw.nextInt(15))));
            default -> throw new IllegalArgumentException(fault.label() + " is not a fault of the cloud itself");
        };
    }

    private static Effect.Answer answer(int status) {
        return new Effect.Answer(status, Optional.empty(), Optional.empty());
    }

    Stage.Undo cutQuota(SplittableRandom draw) {
        CloudModel model = model(Stage.one(draw, TrialSite.CLOUDS));
        String project = project(model);
        Quotas.Kind kind = draw.nextBoolean() ? Quotas.Kind.INSTANCES : Quotas.Kind.CORES;
        int before = model.quotas().limit(project, kind);
        model.quotas().set(project, kind, draw.nextInt(10));
        return () -> model.quotas().set(project, kind, before);
    }

    /** Somebody else, or a hypervisor, does something to a worker's server; what it does to its jobs is not ours. */
    Stage.Undo harm(Fault fault, SplittableRandom draw) {
        List<Census.Tagged> ours = census.living(world.ledger().installation()).stream()
                .filter(one -> one.server().status().equals("ACTIVE")
                        && one.server().task().isEmpty())
                .toList();
        if (ours.isEmpty()) {
            return Stage.Undo.NOTHING;
        }
        Census.Tagged hit = Stage.one(draw, ours);
        CloudModel model = model(hit.cloud());
        ModelServer server = hit.server();
        census.harm(server.id());
        switch (fault) {
            case HOST_CRASH -> model.servers().crash(server);
            case FOREIGN_DELETE -> model.servers().delete(server);
            case FOREIGN_STOP -> model.servers().force(server, VmState.STOPPED, PowerState.SHUTDOWN);
            case FOREIGN_PAUSE -> {
                model.servers().force(server, VmState.PAUSED, PowerState.PAUSED);
                return () -> model.servers()
                        .find(server.id())
                        .filter(now -> now.status().equals("PAUSED"))
                        .ifPresent(now -> model.servers().force(now, VmState.ACTIVE, PowerState.RUNNING));
            }
            case FOREIGN_REBUILD -> {
                List<String> images = model.images().listedFor(server.projectId()).stream()
                        .map(image -> image.image().id())
                        .toList();
                model.servers().rebuild(server, Stage.one(draw, images));
            }
            default -> throw new IllegalArgumentException(fault.label() + " harms no server");
        }
        return Stage.Undo.NOTHING;
    }

    Stage.Undo twin(SplittableRandom draw) {
        List<Census.Tagged> ours = census.living(world.ledger().installation());
        if (ours.isEmpty()) {
            return Stage.Undo.NOTHING;
        }
        Census.Tagged copied = Stage.one(draw, ours);
        ModelServer server = copied.server();
        boot(model(copied.cloud()), server.projectId(), server.userId(), server.spec());
        return Stage.Undo.NOTHING;
    }

    /** In our project, and none of our business; one bears the tag of another pool. */
    Stage.Undo foreign(SplittableRandom draw) {
        CloudModel model = model(Stage.one(draw, TrialSite.CLOUDS));
        String project = project(model);
        String user = model.identity()
                .user("operator", "default")
                .map(Identity.User::id)
                .orElseThrow();
        Map<String, String> metadata = draw.nextBoolean()
                ? Map.of()
                : Map.of("updraft-pool", "another", "updraft-installation", "theirs", "updraft-worker", "0theirs");
        ServerSpec spec = new ServerSpec(
                "updraft-" + TrialSite.POOL + "-0theirs",
                model.flavors().all().getFirst().id(),
                model.images().listedFor(project).getFirst().id(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                "",
                metadata,
                Set.of(),
                Optional.empty(),
                false);
        Optional<String> booted = boot(model, project, user, spec);
        return () -> booted.flatMap(model.servers()::find).ifPresent(model.servers()::delete);
    }

    /** Empty if there is no room for it. */
    private Optional<String> boot(CloudModel model, String project, String user, ServerSpec spec) {
        try {
            String id = model.servers().boot(project, user, spec).id();
            census.madeByOthers(id);
            return Optional.of(id);
        } catch (Refusal full) {
            return Optional.empty();
        }
    }

    void delete(Census.Tagged one) {
        model(one.cloud()).servers().delete(one.server());
    }

    private CloudModel model(String cloud) {
        return Objects.requireNonNull(world.models().get(cloud), cloud);
    }

    private static String project(CloudModel model) {
        return model.identity()
                .project("batch", "default")
                .map(Identity.Project::id)
                .orElseThrow();
    }
}
