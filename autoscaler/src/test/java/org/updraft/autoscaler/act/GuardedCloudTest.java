package org.updraft.autoscaler.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.updraft.autoscaler.ledger.LedgerException;
import org.updraft.autoscaler.ledger.MemoryLedger;
import org.updraft.autoscaler.pool.Breaker;
import org.updraft.openstack.Cloud;
import org.updraft.openstack.CloudException;

class GuardedCloudTest {

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final Set<String> called = new TreeSet<>();
    private Optional<Throwable> answer = Optional.empty();
    private final Breakers breakers;
    private final Cloud guarded;

    GuardedCloudTest() throws LedgerException {
        breakers = new Breakers(() -> now, new MemoryLedger("test"));
        guarded = new GuardedCloud(
                (Cloud) Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {Cloud.class}, (proxy, method, arguments) -> {
                            if (method.getName().equals("name")) {
                                return "west";
                            }
                            called.add(method.getName());
                            if (answer.isPresent()) {
                                throw answer.get();
                            }
                            return method.getReturnType() == int.class ? 0 : null;
                        }),
                breakers);
    }

    @Test
    void everyCallReachesTheCloudAndNoneWhileItIsLeftAlone() throws Exception {
        Set<String> all = Arrays.stream(Cloud.class.getMethods())
                .map(Method::getName)
                .filter(name -> !name.equals("name"))
                .collect(Collectors.toCollection(TreeSet::new));
        for (Method method : Cloud.class.getMethods()) {
            call(method);
        }
        assertThat(called).isEqualTo(all);

        called.clear();
        breakers.unanswered(new CloudException.CredentialsRejected("west", "401", null), now);
        for (Method method : Cloud.class.getMethods()) {
            if (!method.getName().equals("name")) {
                assertThatThrownBy(() -> call(method))
                        .as(method.getName())
                        .hasMessageContaining("is not asked before")
                        .hasMessageContaining("401");
            }
        }
        assertThat(called).isEmpty();
    }

    @Test
    void aRefusedLoginIsHeardOfFromEveryCall() throws Exception {
        for (Method method : Cloud.class.getMethods()) {
            if (!method.getName().equals("name")) {
                answer = Optional.of(new CloudException.CredentialsRejected("west", "401", null));
                assertThatThrownBy(() -> call(method)).isInstanceOf(CloudException.CredentialsRejected.class);
                assertThat(open())
                        .as(method.getName())
                        .extracting(Breaker::kind)
                        .containsExactly(Breaker.Kind.LOGIN_REFUSED);
                breakers.forget("west");
            }
        }
    }

    @Test
    void aBindingThatNeedsNoCallIsNoProofThatTheCloudIsWell() throws Exception {
        breakers.unanswered(new CloudException.CredentialsRejected("west", "401", null), now);
        now = now.plus(Duration.ofMinutes(5));
        guarded.binding();
        assertThat(open()).hasSize(1);
        guarded.servers();
        assertThat(open()).isEmpty();
    }

    @Test
    void toldToBootLessItStillAnswersAllElse() throws Exception {
        answer = Optional.of(new CloudException.RateLimited("west", "429", Optional.empty(), null));
        assertThatThrownBy(() -> call(Cloud.class.getMethod("boot", org.updraft.openstack.BootRequest.class)))
                .isInstanceOf(CloudException.RateLimited.class);
        assertThat(open()).isEmpty();
        assertThatThrownBy(guarded::servers).isInstanceOf(CloudException.RateLimited.class);
        assertThat(open()).extracting(Breaker::kind).containsExactly(Breaker.Kind.CALLS_LIMITED);
    }

    @Test
    void aTryThatBreaksOffDoesNotBlockTheNext() throws Exception {
        breakers.unanswered(new CloudException.CredentialsRejected("west", "401", null), now);
        now = now.plus(Duration.ofMinutes(5));
        answer = Optional.of(new IllegalStateException("a bug"));
        assertThatThrownBy(guarded::servers).isInstanceOf(IllegalStateException.class);
        answer = Optional.empty();
        guarded.servers();
        assertThat(open()).isEmpty();
    }

    private List<Breaker> open() {
        return breakers.after(List.of());
    }

    private void call(Method method) throws Exception {
        Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(type -> type == int.class ? (Object) 1 : type == String.class ? "x" : null)
                .toArray();
        try {
            method.invoke(guarded, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception thrown ? thrown : e;
        }
    }
}
