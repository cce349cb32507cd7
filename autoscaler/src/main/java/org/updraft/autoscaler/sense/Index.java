package org.updraft.autoscaler.sense;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.updraft.autoscaler.pool.Tag;
import org.updraft.htcondor.Claim;
import org.updraft.htcondor.Ending;
import org.updraft.htcondor.SlotAd;
import org.updraft.openstack.Server;

/** What was seen, by what it is joined on. */
record Index(
        Map<String, List<Listed>> serversByWorker,
        Map<String, Listed> serversById,
        Set<String> gone,
        Set<String> cloudsSeen,
        Map<String, List<SlotAd>> adsByWorker,
        Map<String, Set<String>> workersByMachine,
        Map<String, List<Claim>> claimsByMachine,
        Map<String, List<Ending>> endingsByMachine,
        Optional<Tag> foreign) {

    /** A server that bears our tag. */
    record Listed(String cloud, Server server, Tag tag) {}

    static Index of(String pool, String installation, Sightings seen) {
        Map<String, List<Listed>> byWorker = new HashMap<>();
        Map<String, Listed> byId = new HashMap<>();
        Set<String> gone = new HashSet<>();
        Set<String> cloudsSeen = new HashSet<>();
        Optional<Tag> foreign = Optional.empty();
        for (var entry : seen.clouds().entrySet()) {
            Optional<Sightings.OfCloud> cloud = entry.getValue().seen();
            if (cloud.isEmpty()) {
                continue;
            }
            cloudsSeen.add(entry.getKey());
            gone.addAll(cloud.get().gone());
            for (Server server : cloud.get().servers().values()) {
                Optional<Tag> tag =
                        Tag.read(server.metadata()).filter(t -> t.pool().equals(pool));
                if (tag.isPresent() && tag.get().isOf(pool, installation)) {
                    Listed listed = new Listed(entry.getKey(), server, tag.get());
                    byId.put(server.id(), listed);
                    byWorker.computeIfAbsent(tag.get().workerId(), id -> new ArrayList<>())
                            .add(listed);
                } else if (tag.isPresent()) {
                    foreign = tag;
                }
            }
        }
        return new Index(
                byWorker,
                byId,
                gone,
                cloudsSeen,
                adsByWorker(seen),
                workersByMachine(seen),
                claims(seen),
                endings(seen),
                foreign);
    }

    private static Map<String, List<SlotAd>> adsByWorker(Sightings seen) {
        Map<String, List<SlotAd>> ads = new HashMap<>();
        seen.slots()
                .seen()
                .ifPresent(slots -> slots.ads()
                        .forEach(ad -> ad.workerId()
                                .ifPresent(id -> ads.computeIfAbsent(id, i -> new ArrayList<>())
                                        .add(ad))));
        return ads;
    }

    private static Map<String, Set<String>> workersByMachine(Sightings seen) {
        Map<String, Set<String>> workers = new HashMap<>();
        seen.slots()
                .seen()
                .ifPresent(slots -> slots.ads()
                        .forEach(ad -> workers.computeIfAbsent(label(ad.machine()), m -> new HashSet<>())
                                .add(ad.workerId().orElse("") + "/"
                                        + ad.serverId().orElse(""))));
        return workers;
    }

    private static Map<String, List<Claim>> claims(Sightings seen) {
        Map<String, List<Claim>> claims = new HashMap<>();
        seen.claims()
                .values()
                .forEach(answer -> answer.seen()
                        .ifPresent(list -> list.forEach(claim -> claim.hosts()
                                .forEach(host -> claims.computeIfAbsent(
                                                label(host.substring(host.lastIndexOf('@') + 1)),
                                                m -> new ArrayList<>())
                                        .add(claim)))));
        return claims;
    }

    private static Map<String, List<Ending>> endings(Sightings seen) {
        Map<String, List<Ending>> endings = new HashMap<>();
        seen.endings()
                .values()
                .forEach(answer -> answer.seen()
                        .ifPresent(list -> list.forEach(ending -> endings.computeIfAbsent(
                                        label(ending.host()
                                                .substring(ending.host().lastIndexOf('@') + 1)),
                                        m -> new ArrayList<>())
                                .add(ending))));
        return endings;
    }

    /** The servers of one worker's id, the first made first: of several, the ledger may know one. */
    List<Listed> serversOf(String workerId) {
        return serversByWorker.getOrDefault(workerId, List.of()).stream()
                .sorted(Comparator.comparing((Listed listed) -> listed.server().created())
                        .thenComparing(listed -> listed.server().id()))
                .toList();
    }

    /** Ads of this worker's machine: not those that show its id and name another server. */
    List<SlotAd> adsOf(String workerId, Optional<String> serverId) {
        return adsByWorker.getOrDefault(workerId, List.of()).stream()
                .filter(ad -> serverId.isEmpty()
                        || ad.serverId().isEmpty()
                        || ad.serverId().equals(serverId))
                .toList();
    }

    /** Host names are compared by their first label: a domain more or less must not hide a job. */
    static String label(String machine) {
        int dot = machine.indexOf('.');
        return (dot < 0 ? machine : machine.substring(0, dot)).toLowerCase(Locale.ROOT);
    }
}
