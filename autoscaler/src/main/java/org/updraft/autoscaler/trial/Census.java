package org.updraft.autoscaler.trial;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.updraft.autoscaler.pool.Tag;
import org.updraft.autoscaler.simulate.SimulatedWorld;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.ModelServer;
import org.updraft.openstack.embedded.model.VmState;

/** What servers there truly are, and to which of them somebody else did something. */
final class Census {

    private final SimulatedWorld world;
    private final Set<String> harmed = new HashSet<>();
    private final Set<String> madeByOthers = new HashSet<>();

    Census(SimulatedWorld world) {
        this.world = world;
    }

    /** A server that bears a tag of Updraft's, with the cloud it is on. */
    record Tagged(String cloud, ModelServer server, Tag tag) {}

    record Found(ModelServer server, Optional<Tag> tag) {}

    /** What becomes of its jobs is not our doing from now on. */
    void harm(String serverId) {
        harmed.add(serverId);
    }

    void madeByOthers(String serverId) {
        madeByOthers.add(serverId);
    }

    boolean isHarmed(String serverId) {
        return harmed.contains(serverId);
    }

    boolean isMadeByOthers(String serverId) {
        return madeByOthers.contains(serverId);
    }

    /** Servers that are there and bear the tag of this installation, in the order of their making. */
    List<Tagged> living(String installation) {
        return ever(installation).stream()
                .filter(one -> one.server().vmState() != VmState.DELETED)
                .toList();
    }

    /** The same with those that are gone. */
    List<Tagged> ever(String installation) {
        List<Tagged> ever = new ArrayList<>();
        world.models()
                .forEach((cloud, model) -> model.servers()
                        .all()
                        .reversed()
                        .forEach(server -> tag(server)
                                .filter(tag -> tag.isOf(TrialSite.POOL, installation))
                                .ifPresent(tag -> ever.add(new Tagged(cloud, server, tag)))));
        return ever;
    }

    Optional<Found> find(String cloud, String serverId) {
        return Optional.ofNullable(world.models().get(cloud))
                .flatMap(model -> model.servers().find(serverId))
                .map(server -> new Found(server, tag(server)));
    }

    /** Whichever cloud it is on. */
    Optional<ModelServer> find(String serverId) {
        for (CloudModel model : world.models().values()) {
            Optional<ModelServer> found = model.servers().find(serverId);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** As it was booted: a server loses its metadata when it goes. */
    private static Optional<Tag> tag(ModelServer server) {
        return Tag.read(server.spec().metadata());
    }
}
