package org.updraft.autoscaler.sense;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.updraft.autoscaler.pool.BlindSpot;
import org.updraft.htcondor.Claim;
import org.updraft.htcondor.SlotAd;
import org.updraft.openstack.Server;

/**
 * All that was seen of one worker.
 *
 * @param server empty if its cloud is blind, or did not list it
 * @param serverGone a GET for its uuid answered 404
 * @param cloudSeen its cloud answered in this look
 * @param adsFresh there are ads, and each was heard lately
 * @param hiddenClaim its own ads are hidden now by those of another machine of its name, and last said that a job is there
 * @param blindTo sources that could have vouched for it and did not
 */
record Evidence(
        Instant now,
        Optional<Server> server,
        boolean serverGone,
        boolean cloudSeen,
        List<SlotAd> ads,
        boolean adsFresh,
        List<Claim> claims,
        boolean hiddenClaim,
        Set<BlindSpot.Source> blindTo) {

    /** A slot or a schedd says that a job is there, or is just coming. */
    boolean claimed() {
        return hiddenClaim || !claims.isEmpty() || ads.stream().anyMatch(ad -> !ad.isFree());
    }

    boolean inPool() {
        return hiddenClaim || !ads.isEmpty() || !claims.isEmpty();
    }

    Optional<SlotAd> partitionable() {
        return ads.stream().filter(ad -> ad.kind() != SlotAd.Kind.DYNAMIC).findFirst();
    }

    /** Every slot shows this drain, is drained and idle, and was heard after the drain was ordered. */
    boolean drainedBy(String drainId, Instant orderedAt) {
        return adsFresh
                && claims.isEmpty()
                && ads.stream()
                        .allMatch(ad -> showsDrain(ad, drainId)
                                && ad.isDrainedAndIdle()
                                && !ad.lastHeardFrom().isBefore(orderedAt.minusSeconds(1)));
    }

    boolean showsDrain(String drainId) {
        return ads.stream().anyMatch(ad -> showsDrain(ad, drainId));
    }

    private static boolean showsDrain(SlotAd ad, String drainId) {
        return ad.drainReason().filter(SlotAd.drainReasonOf(drainId)::equals).isPresent();
    }
}
