package org.updraft.autoscaler.sense;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.updraft.autoscaler.ledger.WorkerRecord;
import org.updraft.autoscaler.pool.BlindSpot;
import org.updraft.autoscaler.pool.Stray;
import org.updraft.autoscaler.pool.Tag;
import org.updraft.htcondor.CondorPool;
import org.updraft.htcondor.SlotAd;
import org.updraft.openstack.Server;

/** Machines in the pool that say that they are of this installation's making, and whose server is none of the ledger's. */
final class Strays {

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final String pool;
    private final String installation;

    Strays(String pool, String installation) {
        this.pool = pool;
        this.installation = installation;
    }

    /** Servers to ask every cloud for: named by ads, unknown to the ledger and in no listing. */
    Set<String> unknown(List<WorkerRecord> records, Sightings seen) {
        Set<String> known = ofRecords(records);
        seen.clouds()
                .values()
                .forEach(answer -> answer.seen()
                        .ifPresent(cloud -> known.addAll(cloud.servers().keySet())));
        Set<String> unknown = new HashSet<>();
        ads(seen).stream()
                .flatMap(ad -> ad.serverId().stream())
                .filter(id -> UUID.matcher(id).matches() && !known.contains(id))
                .forEach(unknown::add);
        return unknown;
    }

    /**
     * @param gone of these servers, those for which every cloud answered 404
     */
    List<Stray> of(List<WorkerRecord> records, Sightings seen, Set<String> gone, Set<BlindSpot.Source> blind) {
        Set<String> known = known(records, seen);
        Map<List<String>, List<SlotAd>> machines = new HashMap<>();
        for (SlotAd ad : ads(seen)) {
            ad.serverId()
                    .filter(id -> !known.contains(id))
                    .ifPresent(id -> machines.computeIfAbsent(List.of(ad.machine(), id), k -> new ArrayList<>())
                            .add(ad));
        }
        Set<String> claimed = claimed(seen);
        List<Stray> strays = new ArrayList<>();
        machines.forEach((machine, ads) -> strays.add(new Stray(
                machine.getFirst(),
                machine.getLast(),
                ads.stream().flatMap(ad -> ad.workerId().stream()).findFirst(),
                ads.stream().map(SlotAd::lastHeardFrom).max(Instant::compareTo).orElseThrow(),
                gone.contains(machine.getLast()),
                claimed.contains(Index.label(machine.getFirst())),
                blind)));
        return strays;
    }

    private List<SlotAd> ads(Sightings seen) {
        return seen.slots().seen().map(CondorPool.Slots::ads).orElse(List.of()).stream()
                .filter(ad -> ad.installation().equals(Optional.of(installation)))
                .toList();
    }

    /** Servers that are workers' by the ledger's word, or that will be once they are adopted. */
    private Set<String> known(List<WorkerRecord> records, Sightings seen) {
        Set<String> known = ofRecords(records);
        seen.clouds()
                .values()
                .forEach(answer -> answer.seen()
                        .ifPresent(cloud -> cloud.servers().values().stream()
                                .filter(server -> Tag.read(server.metadata())
                                        .filter(tag -> tag.isOf(pool, installation))
                                        .isPresent())
                                .map(Server::id)
                                .forEach(known::add)));
        return known;
    }

    private static Set<String> ofRecords(List<WorkerRecord> records) {
        Set<String> known = new HashSet<>();
        records.forEach(record -> record.serverId().ifPresent(known::add));
        return known;
    }

    private static Set<String> claimed(Sightings seen) {
        Set<String> machines = new HashSet<>();
        seen.claims()
                .values()
                .forEach(answer -> answer.seen()
                        .ifPresent(claims -> claims.forEach(claim -> claim.hosts()
                                .forEach(host ->
                                        machines.add(Index.label(host.substring(host.lastIndexOf('@') + 1)))))));
        return machines;
    }
}
