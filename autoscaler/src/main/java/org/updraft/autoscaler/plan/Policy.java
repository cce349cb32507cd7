package org.updraft.autoscaler.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the site allows and wants, as the planner needs it; read from updraft.yaml.
 *
 * @param aliases keys of TargetClouds and of per-cloud maps, to clouds
 * @param workersMax over all clouds
 * @param startingMax workers not yet joined, over all clouds
 * @param perTurnMax boots in one turn
 * @param userWorkersMax by user; a user not named has no cap of its own
 * @param keepAliveMax caps a job's VMKeepAlive
 * @param templateHash of the cloud-init templates in use
 */
public record Policy(
        Defaults defaults,
        Map<String, VmType> vmTypes,
        Map<String, List<String>> aliases,
        Map<String, CloudPolicy> clouds,
        int workersMax,
        int startingMax,
        int perTurnMax,
        Map<String, Integer> userWorkersMax,
        Duration keepAliveMax,
        Patience patience,
        String templateHash) {

    public static final int UNLIMITED = Integer.MAX_VALUE;

    public Policy {
        vmTypes = Map.copyOf(vmTypes);
        aliases = Map.copyOf(aliases);
        clouds = Map.copyOf(clouds);
        userWorkersMax = Map.copyOf(userWorkersMax);
    }

    /** What the site says of a cloud that it has configured; of any other it is a mistake to ask. */
    public CloudPolicy of(String cloud) {
        CloudPolicy found = clouds.get(cloud);
        if (found == null) {
            throw new IllegalArgumentException("no cloud " + cloud + " is configured; there are " + clouds.keySet());
        }
        return found;
    }

    /** For what a job leaves out. */
    public record Defaults(
            Optional<String> vmType,
            Optional<String> image,
            Optional<String> flavor,
            Optional<String> network,
            Duration keepAlive) {}

    /**
     * What a VMType stands for at this site.
     *
     * @param cloudInit path of a snippet to add
     * @param shared its workers take jobs of every owner
     */
    public record VmType(
            Optional<String> image,
            Optional<String> flavor,
            Optional<String> network,
            Optional<String> cloudInit,
            boolean shared) {}

    /**
     * One cloud's caps, of our own workers.
     *
     * @param networks names or ids for workers whose job names none
     * @param securityGroupsAllowed names or ids that a job may choose from
     */
    public record CloudPolicy(
            List<String> networks,
            List<String> securityGroupsAllowed,
            int workersMax,
            int coresMax,
            int memoryGiBMax,
            int startingMax,
            Duration buildWithin,
            Duration joinWithin) {
        public CloudPolicy {
            networks = List.copyOf(networks);
            securityGroupsAllowed = List.copyOf(securityGroupsAllowed);
        }

        /** Where jobs may not choose security groups. */
        public CloudPolicy(
                List<String> networks,
                int workersMax,
                int coresMax,
                int memoryGiBMax,
                int startingMax,
                Duration buildWithin,
                Duration joinWithin) {
            this(networks, List.of(), workersMax, coresMax, memoryGiBMax, startingMax, buildWithin, joinWithin);
        }
    }

    /**
     * How long we wait before we act.
     *
     * @param settle an intent without a server is given up after this, on two complete listings
     * @param unseen a worker that nobody has seen for so long is a zombie
     * @param fenceMax a fence is lifted after this if we still cannot see
     * @param remainder room that a demand should fit but that stayed unmatched for so long no longer counts for it
     * @param proof a combination with a join in this time is proven
     * @param probe one boot is tried so long after the last of three failures in a row
     * @param joinGrace a worker that has just joined is not sent home before the negotiator had two cycles to find it
     * @param drainShown a drain whose worker is free but does not show it after this is taken back
     * @param offDone a peaceful off is over when the ads are gone, but not before this
     * @param deleteAgain a delete that was accepted is asked for again after this, and after as long once more each time
     */
    public record Patience(
            Duration settle,
            Duration unseen,
            Duration fenceMax,
            Duration remainder,
            Duration proof,
            Duration probe,
            Duration joinGrace,
            Duration drainShown,
            Duration offDone,
            Duration deleteAgain,
            Zombies zombies) {

        public static final Patience DEFAULT = new Patience(
                Duration.ofMinutes(10),
                Duration.ofMinutes(40),
                Duration.ofMinutes(20),
                Duration.ofMinutes(5),
                Duration.ofHours(24),
                Duration.ofMinutes(15),
                Duration.ofMinutes(2),
                Duration.ofMinutes(15),
                Duration.ofMinutes(5),
                Duration.ofMinutes(10),
                Zombies.DEFAULT);
    }

    /**
     * What counts as a worker that costs and cannot serve, beyond those that do not come or are not seen.
     *
     * @param stopped a server that somebody else switched off, paused, suspended or shelved is given up after this
     * @param useless a worker that stood idle for so long beside the very jobs it was booted for is given up
     * @param drainStuck a drain that was accepted and does not come to its end is taken back, or given up, after this
     * @param deleteAlert so many deletes in vain raise an alert
     * @param rebuilt a server with another image or flavor, that is not in the pool, is given up after this
     * @param twin the second server of a worker's id is given up after this
     * @param ghost ads of a machine whose server is gone are forgotten once they have not been renewed for so long
     * @param maxAge a worker this old gets no new jobs, and leaves when it has none
     * @param shun what was useless is not booted again for the same demand before
     */
    public record Zombies(
            Duration stopped,
            Duration useless,
            Duration drainStuck,
            int deleteAlert,
            Duration rebuilt,
            Duration twin,
            Duration ghost,
            Duration maxAge,
            Duration shun,
            BlackHole blackHole) {

        public static final Zombies DEFAULT = new Zombies(
                Duration.ofMinutes(10),
                Duration.ofMinutes(20),
                Duration.ofMinutes(15),
                3,
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                Duration.ofMinutes(3),
                Duration.ofDays(30),
                Duration.ofHours(1),
                new BlackHole(5, Duration.ofSeconds(30), false, Duration.ofHours(24)));
    }

    /**
     * When jobs that end badly speak against their worker.
     *
     * @param jobs so many in a row
     * @param within a job that failed counts only if it ran no longer
     * @param anyExit short jobs count even if they ended well
     * @param keep the worker is kept for so long, drained, for somebody to look into it, and the same is not booted again for its demand
     */
    public record BlackHole(int jobs, Duration within, boolean anyExit, Duration keep) {}
}
