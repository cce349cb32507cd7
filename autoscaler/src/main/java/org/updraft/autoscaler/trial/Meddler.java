package org.updraft.autoscaler.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.simulate.IoPoint;
import org.updraft.autoscaler.simulate.IoTap;
import org.updraft.htcondor.CondorException;
import org.updraft.openstack.Binding;

/** Spoils what passes between the service and its ports, where neither cloud nor pool would do it by themselves. */
final class Meddler implements IoTap {

    private static final Set<String> ORDERS = Set.of("drainIfIdle", "cancelDrain", "offPeacefully", "forget");

    private final SplittableRandom random;
    private final Consumer<Duration> letTimePass;
    private final Set<String> stale = new HashSet<>();
    private final Map<String, Object> lastList = new HashMap<>();
    private final Set<String> doubled = new HashSet<>();
    private final Set<String> otherProject = new HashSet<>();
    private boolean ordersLost;
    private boolean ordersRefused;
    private boolean diskFull;
    private boolean slow;

    Meddler(SplittableRandom random, Consumer<Duration> letTimePass) {
        this.random = random;
        this.letTimePass = letTimePass;
    }

    void stale(String cloud, boolean on) {
        put(stale, cloud, on);
        lastList.clear();
    }

    void doubled(String cloud, boolean on) {
        put(doubled, cloud, on);
    }

    void otherProject(String cloud, boolean on) {
        put(otherProject, cloud, on);
    }

    void loseOrders(boolean on) {
        ordersLost = on;
    }

    void refuseOrders(boolean on) {
        ordersRefused = on;
    }

    void fillDisk(boolean on) {
        diskFull = on;
    }

    void slowDown(boolean on) {
        slow = on;
    }

    @Override
    public void before(IoPoint point) throws Exception {
        if (slow && !point.port().equals("ledger")) {
            letTimePass.accept(Duration.ofMillis(random.nextInt(4000)));
        }
        if (diskFull && point.isLedgerWrite()) {
            throw new LedgerException("cannot write: no space is left on the simulated disk", null);
        }
        if (ordersRefused && isOrder(point)) {
            throw new CondorException.Unreachable(point.call() + " did not reach " + point.about(), null);
        }
    }

    @Override
    public @Nullable Object after(IoPoint point, @Nullable Object answer) throws Exception {
        if (ordersLost && isOrder(point) && random.nextBoolean()) {
            throw new CondorException.Unreachable("the answer to " + point.call() + " was lost", null);
        }
        return point.port().startsWith("cloud:")
                ? cloud(point.port().substring("cloud:".length()), point.call(), answer)
                : answer;
    }

    private @Nullable Object cloud(String cloud, String call, @Nullable Object answer) {
        if (otherProject.contains(cloud)) {
            return elsewhere(call, answer);
        }
        if (!call.equals("servers") || !(answer instanceof List<?> servers)) {
            return answer;
        }
        if (stale.contains(cloud)) {
            Object old = lastList.get(cloud);
            return old == null ? remembered(cloud, servers) : old;
        }
        return doubled.contains(cloud) ? twice(servers) : answer;
    }

    /** The first listing after the fault began is the one that is shown from then on. */
    private Object remembered(String cloud, List<?> servers) {
        lastList.put(cloud, servers);
        return servers;
    }

    private static List<?> twice(List<?> servers) {
        List<Object> twice = new ArrayList<>(servers);
        twice.addAll(servers.subList(servers.size() / 2, servers.size()));
        return twice;
    }

    /** Another project, where none of ours is. */
    private static @Nullable Object elsewhere(String call, @Nullable Object answer) {
        return switch (call) {
            case "servers" -> List.of();
            case "server" -> Optional.empty();
            case "binding" ->
                answer instanceof Binding is
                        ? new Binding(
                                is.authUrl(),
                                "0123456789abcdef0123456789abcdef",
                                is.region(),
                                is.userDomain(),
                                "other",
                                is.user(),
                                is.credentialExpiresAt())
                        : answer;
            default -> answer;
        };
    }

    private static boolean isOrder(IoPoint point) {
        return point.port().equals("collector") && ORDERS.contains(point.call());
    }

    private static void put(Set<String> set, String cloud, boolean on) {
        if (on) {
            set.add(cloud);
        } else {
            set.remove(cloud);
        }
    }
}
