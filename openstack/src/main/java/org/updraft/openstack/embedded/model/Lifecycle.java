package org.updraft.openstack.embedded.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.updraft.openstack.Server.PowerState;
import org.updraft.openstack.embedded.fault.Effect;
import org.updraft.openstack.embedded.fault.Effect.BuildError;
import org.updraft.openstack.embedded.fault.Effect.BuildTakes;
import org.updraft.openstack.embedded.fault.Effect.Console;
import org.updraft.openstack.embedded.fault.Effect.DeleteFails;
import org.updraft.openstack.embedded.fault.Effect.DeleteTakes;
import org.updraft.openstack.embedded.fault.Effect.OnServer;
import org.updraft.openstack.embedded.fault.Effect.StuckBuild;
import org.updraft.openstack.embedded.fault.Faults;

/** What happens to a server as time passes: it is built, acted upon, deleted. */
final class Lifecycle {
    private static final String NO_HOST = "No valid host was found. ";

    private final Time time;
    private final Chance chance;
    private final Timing timing;
    private final Faults faults;
    private final Flavors flavors;
    private final Networking networking;
    private final List<ServerListener> listeners = new ArrayList<>();

    Lifecycle(CloudModel cloud, Timing timing) {
        this.time = cloud.time();
        this.chance = cloud.chance();
        this.timing = timing;
        this.faults = cloud.faults();
        this.flavors = cloud.flavors();
        this.networking = cloud.networking();
    }

    void listen(ServerListener listener) {
        listeners.add(listener);
    }

    void build(ModelServer server) {
        Duration drawn = chance.between(timing.buildMin(), timing.buildMax());
        Optional<OnServer> fate = faults.hittingServer(server.name(), Lifecycle::hitsBuild);
        Duration whole = fate.orElse(null) instanceof BuildTakes slow ? slow.time() : drawn;
        Duration scheduling = timing.scheduling().compareTo(whole) < 0 ? timing.scheduling() : whole;
        begin(server, "scheduling", scheduling, at -> scheduled(server, fate, whole.minus(scheduling), at));
    }

    private void scheduled(ModelServer server, Optional<OnServer> fate, Duration rest, Instant at) {
        boolean noHost =
                fate.orElse(null) instanceof BuildError error && error.message().startsWith(NO_HOST.strip());
        if (noHost || flavors.findsNoHost(server.flavor())) {
            fail(server, 500, NO_HOST, at);
            return;
        }
        server.host = Optional.of("compute" + (server.number() % 2 + 1));
        server.placed = true;
        server.zone = Optional.of(server.spec().zone().orElse("nova"));
        if (!plugIn(server, at)) {
            return;
        }
        begin(server, "spawning", rest, end -> {
            if (fate.orElse(null) instanceof BuildError error) {
                fail(server, error.code(), error.message(), end);
            } else if (!(fate.orElse(null) instanceof StuckBuild)) {
                active(server, end);
            }
        });
    }

    private boolean plugIn(ModelServer server, Instant at) {
        try {
            for (String portId : server.portIds()) {
                networking.plug(
                        portId,
                        server.id(),
                        server.zone().orElse(""),
                        server.host().orElse(""));
            }
            return true;
        } catch (Refusal refusal) {
            fail(
                    server,
                    500,
                    "Build of instance " + server.id()
                            + " aborted: Failed to allocate the network(s), not rescheduling.",
                    at);
            return false;
        }
    }

    private void active(ModelServer server, Instant at) {
        settle(server, VmState.ACTIVE, PowerState.RUNNING, at);
        server.launched = Optional.of(at);
        faults.hittingServer(server.name(), Console.class::isInstance).ifPresent(fate -> {
            if (fate instanceof Console(String text)) {
                server.print(text);
                server.stuck = true;
            }
        });
        listeners.forEach(listener -> listener.onActive(server, at));
    }

    /** A build that failed has left its host and given back its ports. */
    private void fail(ModelServer server, int code, String message, Instant at) {
        settle(server, VmState.ERROR, PowerState.NOSTATE, at);
        server.fault = Optional.of(new ModelServer.Fault(code, message, at));
        server.host = Optional.empty();
        server.zone = Optional.empty();
        releasePorts(server);
    }

    void delete(ModelServer server) {
        if (server.task().filter("deleting"::equals).isPresent()) {
            return;
        }
        Optional<OnServer> fate = faults.hittingServer(server.name(), Lifecycle::hitsDelete);
        Duration drawn = chance.between(timing.deleteMin(), timing.deleteMax());
        Duration whole = fate.orElse(null) instanceof DeleteTakes slow ? slow.time() : drawn;
        begin(server, "deleting", whole, at -> {
            if (fate.orElse(null) instanceof DeleteFails failure) {
                deleteFailed(server, failure.message(), at);
            } else {
                gone(server, at);
            }
        });
    }

    private void gone(ModelServer server, Instant at) {
        settle(server, VmState.DELETED, PowerState.NOSTATE, at);
        server.terminated = Optional.of(at);
        server.metadata.clear();
        server.tags.clear();
        releasePorts(server);
        listeners.forEach(listener -> listener.onGone(server, at));
    }

    /** Nova gives the addresses back before it finds that the hypervisor does not obey: it still runs. */
    private void deleteFailed(ModelServer server, String message, Instant at) {
        settle(server, VmState.ERROR, server.power(), at);
        server.fault = Optional.of(new ModelServer.Fault(400, message, at));
        releasePorts(server);
    }

    /** Begins an action that ends in {@code state}; listeners hear of it if the power changes. */
    void act(ModelServer server, String task, VmState state, PowerState power) {
        begin(server, task, timing.action(), at -> become(server, state, power, at));
    }

    /** At once, with nothing in between: a crash, a reset of the state, an operator at the hypervisor. */
    void become(ModelServer server, VmState state, PowerState power, Instant at) {
        PowerState before = server.power();
        settle(server, state, power, at);
        if (before != power) {
            listeners.forEach(listener -> listener.onPower(server, at));
        }
    }

    private void begin(ModelServer server, String task, Duration takes, Consumer<Instant> end) {
        server.task = Optional.of(task);
        server.updated = time.now();
        int number = ++server.taskNumber;
        time.after(takes, at -> {
            if (server.taskNumber == number) {
                end.accept(at);
            }
        });
    }

    private static void settle(ModelServer server, VmState state, PowerState power, Instant at) {
        server.vmState = state;
        server.task = Optional.empty();
        server.power = power;
        server.updated = at;
        server.taskNumber++;
        if (state != VmState.ERROR) {
            server.fault = Optional.empty();
        }
    }

    private void releasePorts(ModelServer server) {
        for (String portId : server.portIds()) {
            networking.release(portId);
        }
        server.portIds.clear();
    }

    private static boolean hitsBuild(Effect.OnServer effect) {
        return switch (effect) {
            case StuckBuild stuck -> true;
            case BuildError error -> true;
            case BuildTakes slow -> true;
            case Console stuck -> false;
            case DeleteFails fails -> false;
            case DeleteTakes slow -> false;
        };
    }

    private static boolean hitsDelete(Effect.OnServer effect) {
        return switch (effect) {
            case DeleteFails fails -> true;
            case DeleteTakes slow -> true;
            case StuckBuild stuck -> false;
            case BuildError error -> false;
            case BuildTakes slow -> false;
            case Console stuck -> false;
        };
    }
}
