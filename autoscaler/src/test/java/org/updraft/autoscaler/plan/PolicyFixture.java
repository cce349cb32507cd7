package org.updraft.autoscaler.plan;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A site's policy: clouds west and east, generous caps, no keep-alive of its own. */
final class PolicyFixture {

    static final String TEMPLATE = "t1";

    private final Map<String, Policy.CloudPolicy> clouds = new HashMap<>();
    private final Map<String, List<String>> allowed = new HashMap<>();
    private final Map<String, Policy.VmType> vmTypes = new HashMap<>();
    private final Map<String, List<String>> aliases = new HashMap<>();
    private final Map<String, Integer> users = new HashMap<>();
    private Policy.Defaults defaults = defaults(null, null, null);
    private int workersMax = 500;
    private int startingMax = 100;
    private int perTurnMax = 100;
    private Duration keepAliveMax = Duration.ofHours(1);

    private PolicyFixture() {
        cloud("west", 100, 1000, 4000, 100);
        cloud("east", 100, 1000, 4000, 100);
    }

    static PolicyFixture policy() {
        return new PolicyFixture();
    }

    static Policy.Defaults defaults(String image, String flavor, String network) {
        return new Policy.Defaults(
                Optional.empty(),
                Optional.ofNullable(image),
                Optional.ofNullable(flavor),
                Optional.ofNullable(network),
                Duration.ZERO);
    }

    PolicyFixture cloud(String name, int workers, int cores, int memoryGiB, int starting) {
        return cloud(name, List.of("batch-net"), workers, cores, memoryGiB, starting);
    }

    /** What jobs may choose on {@code west}. */
    PolicyFixture securityGroupsAllowed(String... names) {
        allowed.put("west", List.of(names));
        return cloud("west", 100, 1000, 4000, 100);
    }

    PolicyFixture cloud(String name, List<String> networks, int workers, int cores, int memoryGiB, int starting) {
        clouds.put(
                name,
                new Policy.CloudPolicy(
                        networks,
                        allowed.getOrDefault(name, List.of()),
                        workers,
                        cores,
                        memoryGiB,
                        starting,
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(15)));
        return this;
    }

    PolicyFixture vmType(String name, String image, String flavor, String network) {
        vmTypes.put(
                name,
                new Policy.VmType(
                        Optional.ofNullable(image),
                        Optional.ofNullable(flavor),
                        Optional.ofNullable(network),
                        Optional.of("/etc/updraft/" + flavor + ".yaml"),
                        false));
        return this;
    }

    PolicyFixture alias(String name, String... of) {
        aliases.put(name, List.of(of));
        return this;
    }

    PolicyFixture user(String name, int workers) {
        users.put(name, workers);
        return this;
    }

    PolicyFixture defaultsAre(Policy.Defaults are) {
        defaults = are;
        return this;
    }

    PolicyFixture workersMax(int max) {
        workersMax = max;
        return this;
    }

    PolicyFixture startingMax(int max) {
        startingMax = max;
        return this;
    }

    PolicyFixture perTurnMax(int max) {
        perTurnMax = max;
        return this;
    }

    PolicyFixture keepAliveMax(Duration max) {
        keepAliveMax = max;
        return this;
    }

    Policy is() {
        return new Policy(
                defaults,
                vmTypes,
                aliases,
                clouds,
                workersMax,
                startingMax,
                perTurnMax,
                users,
                keepAliveMax,
                Policy.Patience.DEFAULT,
                TEMPLATE);
    }
}
