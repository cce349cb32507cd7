package org.updraft.autoscaler.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.plan.Action;
import org.updraft.autoscaler.plan.Plan;
import org.updraft.autoscaler.plan.Planner;
import org.updraft.autoscaler.plan.Policy;
import org.updraft.autoscaler.pool.Combination;
import org.updraft.autoscaler.pool.CombinationHistory;
import org.updraft.autoscaler.pool.Tag;
import org.updraft.autoscaler.simulate.IoPoint;
import org.updraft.autoscaler.simulate.IoTap;
import org.updraft.autoscaler.simulate.SimulatedWorld;
import org.updraft.openstack.Server;
import org.updraft.openstack.embedded.model.CloudModel;

/** The judge is no ornament: for each invariant a service that was broken on purpose is caught. */
class MutationsTest {

    private static final int SEEDS_MAX = 1000;
    private static final Duration HALF_A_DAY = Duration.ofHours(12);

    @Test
    void anAdapterThatTakesNoClaimsForNobodyThereKillsJobs() {
        IoTap noClaims = answering("claims", answer -> List.of());
        assertThat(caught(Invariant.NO_JOB_KILLED, EnumSet.of(Fault.CUT_OFF), tapped(noClaims)))
                .isTrue();
    }

    @Test
    void anAdapterThatTakesASilentScheddForAnEmptyOneRemovesWhatItDidNotSee() {
        IoTap swallowing = new IoTap() {
            @Override
            public Object instead(IoPoint point, Exception refusal) throws Exception {
                if (point.call().equals("claims") || point.call().equals("waiting")) {
                    return List.of();
                }
                throw refusal;
            }
        };
        assertThat(caught(Invariant.SEEN_BEFORE_REMOVED, EnumSet.of(Fault.SCHEDD_SILENT), tapped(swallowing)))
                .isTrue();
    }

    @Test
    void handsThatDoEverythingTwiceBootTwice() {
        Consumer<SimulatedWorld> twice = tamper(world -> world.service().hands(real -> (plan, seen, turn) -> {
            real.run(boots(plan), seen, turn);
            return real.run(plan, seen, turn);
        }));
        assertThat(caught(Invariant.NO_DOUBLE_BOOT, Set.of(), twice)).isTrue();
    }

    @Test
    void anAdapterThatTrustsAServerSideFilterTouchesOthersServers() {
        IoTap allOurs = new IoTap() {
            @Override
            public @Nullable Object after(IoPoint point, @Nullable Object answer) {
                return switch (point.call()) {
                    case "servers" ->
                        ((List<?>) answer)
                                .stream().map(server -> tagged((Server) server)).toList();
                    case "server" -> ((Optional<?>) answer).map(server -> tagged((Server) server));
                    default -> answer;
                };
            }
        };
        assertThat(caught(Invariant.ONLY_OURS, EnumSet.of(Fault.FOREIGN_SERVERS), tapped(allOurs)))
                .isTrue();
    }

    @Test
    void aPlannerWithoutCapsExceedsThem() {
        Consumer<SimulatedWorld> uncapped = tamper(world -> {
            Planner planner = new Planner(uncapped(world.site().policy()));
            world.service().hands(real -> (plan, seen, turn) -> real.run(planner.plan(seen), seen, turn));
        });
        assertThat(caught(Invariant.WITHIN_CAPS, Set.of(), uncapped)).isTrue();
    }

    @Test
    void aServiceThatTidiesUpAsItEndsIsCaught() {
        Consumer<SimulatedWorld> tidy =
                world -> world.service().atEnd(() -> world.models().values().forEach(MutationsTest::deleteAll));
        assertThat(caught(Invariant.STOPPING_REMOVES_NOTHING, EnumSet.of(Fault.STOPPED, Fault.KILLED), tidy))
                .isTrue();
    }

    @Test
    void aPlannerThatTakesEverythingForProvenIsNotCareful() {
        IoTap proven = new IoTap() {
            @Override
            public @Nullable Object after(IoPoint point, @Nullable Object answer) {
                return point.call().equals("histories") ? allProven((Map<?, ?>) answer, point) : answer;
            }
        };
        assertThat(caught(
                        Invariant.CARE_WITH_UNPROVEN,
                        EnumSet.of(Fault.BUILDS_FAIL, Fault.WORKERS_STAY_OUT, Fault.BUILDS_SLOW),
                        tapped(proven)))
                .isTrue();
    }

    @Test
    void aLedgerThatDoesNotWriteDownADeleteBeforeItIsSentIsCaught() {
        IoTap forgetful = new IoTap() {
            @Override
            public boolean swallows(IoPoint point) {
                return point.call().equals("deleting");
            }
        };
        assertThat(caught(Invariant.INTENT_FIRST, Set.of(), tapped(forgetful))).isTrue();
    }

    @Test
    void aPlannerThatNamesAWorkerTwiceIsStoppedByPlanCheck() {
        Consumer<SimulatedWorld> twice = tamper(world -> world.service().planner(real -> seen -> {
            Plan plan = real.apply(seen);
            List<Action> actions = new ArrayList<>(plan.actions());
            plan.actions().stream().filter(Action.Drain.class::isInstance).forEach(actions::add);
            return new Plan(actions, plan.unmet(), plan.alerts());
        }));
        assertThat(caught(Invariant.SOUND_PLANS, Set.of(), twice)).isTrue();
    }

    @Test
    void handsThatNeverDeleteLeaveServers() {
        Consumer<SimulatedWorld> lazy = tamper(world -> world.service()
                .hands(real -> (plan, seen, turn) ->
                        real.run(only(plan, action -> !(action instanceof Action.Delete)), seen, turn)));
        assertThat(caught(Invariant.COMES_TO_AN_END, Set.of(), lazy)).isTrue();
    }

    private static boolean caught(Invariant invariant, Set<Fault> faults, Consumer<SimulatedWorld> broken) {
        Trials trials = new Trials(faults, HALF_A_DAY, broken);
        for (long seed = 1; seed <= SEEDS_MAX; seed++) {
            Optional<Violation> violation = trials.one(seed).violation();
            if (violation.filter(found -> found.invariant() == invariant).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private interface Tampering {
        void with(SimulatedWorld world);
    }

    /** Takes effect as the service starts anew. */
    private static Consumer<SimulatedWorld> tamper(Tampering tampering) {
        return world -> {
            tampering.with(world);
            try {
                world.restartService();
            } catch (LedgerException e) {
                throw new AssertionError("a ledger in memory", e);
            }
        };
    }

    private static Consumer<SimulatedWorld> tapped(IoTap tap) {
        return world -> world.service().tap(tap);
    }

    private static IoTap answering(String call, UnaryOperator<Object> other) {
        return new IoTap() {
            @Override
            public @Nullable Object after(IoPoint point, @Nullable Object answer) {
                return point.call().equals(call) && answer != null ? other.apply(answer) : answer;
            }
        };
    }

    private static Plan boots(Plan plan) {
        return only(plan, Action.Boot.class::isInstance);
    }

    private static Plan only(Plan plan, Predicate<Action> which) {
        return new Plan(plan.actions().stream().filter(which).toList(), plan.unmet(), plan.alerts());
    }

    private static Policy uncapped(Policy policy) {
        Map<String, Policy.CloudPolicy> clouds = new HashMap<>();
        policy.clouds()
                .forEach((name, caps) -> clouds.put(
                        name,
                        new Policy.CloudPolicy(
                                caps.networks(),
                                Policy.UNLIMITED,
                                Policy.UNLIMITED,
                                Policy.UNLIMITED,
                                Policy.UNLIMITED,
                                caps.buildWithin(),
                                caps.joinWithin())));
        return new Policy(
                policy.defaults(),
                policy.vmTypes(),
                policy.aliases(),
                clouds,
                Policy.UNLIMITED,
                Policy.UNLIMITED,
                Policy.UNLIMITED,
                Map.of(),
                policy.keepAliveMax(),
                policy.patience(),
                policy.templateHash());
    }

    private static Server tagged(Server server) {
        if (server.metadata().getOrDefault("updraft-pool", "").equals(TrialSite.POOL)) {
            return server;
        }
        Map<String, String> metadata = new HashMap<>(server.metadata());
        metadata.put("updraft-pool", TrialSite.POOL);
        metadata.put("updraft-installation", TrialSite.POOL);
        metadata.put("updraft-worker", "0theirs");
        assertThat(Tag.read(metadata)).isPresent();
        return new Server(
                server.id(),
                server.name(),
                server.status(),
                server.taskState(),
                server.powerState(),
                server.created(),
                server.updated(),
                server.flavor(),
                server.imageId(),
                server.addresses(),
                metadata,
                server.fault(),
                server.zone());
    }

    private static void deleteAll(CloudModel model) {
        model.servers().all().stream()
                .filter(server -> model.servers().find(server.id()).isPresent())
                .forEach(model.servers()::delete);
    }

    private static Map<Combination, CombinationHistory> allProven(Map<?, ?> histories, IoPoint point) {
        Map<Combination, CombinationHistory> proven = new HashMap<>();
        histories
                .keySet()
                .forEach(combination -> proven.put(
                        (Combination) combination,
                        new CombinationHistory(
                                Optional.of((Instant) point.args().getFirst()), 0, Optional.empty())));
        return proven;
    }
}
