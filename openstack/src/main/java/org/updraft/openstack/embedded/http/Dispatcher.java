package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.updraft.openstack.embedded.fault.Call;
import org.updraft.openstack.embedded.fault.Effect;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.ModelServer;
import org.updraft.openstack.embedded.model.Refusal;
import org.updraft.openstack.embedded.model.Token;

/**
 * From a request to its reply: the token, the microversion, the faults by script, the route. One request at a time touches the
 * model; delays by script are waited for outside of that.
 */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final CloudModel cloud;
    private final Catalog catalog;
    private final ReentrantLock lock;
    private final Waiting waiting;
    private final Map<ApiService, Router> routers = new EnumMap<>(ApiService.class);

    Dispatcher(CloudModel cloud, Catalog catalog, ReentrantLock lock, Waiting waiting) {
        this.cloud = cloud;
        this.catalog = catalog;
        this.lock = lock;
        this.waiting = waiting;
        for (ApiService service : ApiService.values()) {
            routers.put(service, Routes.of(service, cloud, catalog));
        }
    }

    /** How a delay by script passes. */
    interface Waiting {
        void pass(Duration time) throws InterruptedException;
    }

    /** @param closes the connection ends without a word */
    record Outcome(ApiReply reply, boolean closes) {}

    Outcome dispatch(ApiService service, ApiRequest request) throws InterruptedException {
        Optional<Router.Match> match = router(service).match(request.method(), request.path());
        List<Effect.OnCall> effects = effects(service, request, match);
        Optional<ApiReply> instead = Optional.empty();
        for (Effect.OnCall effect : effects) {
            switch (effect) {
                case Effect.Delay(Duration by) -> waiting.pass(by);
                case Effect.ExpiredToken expired -> locked(() -> revoke(request));
                case Effect.Answer answer -> instead = Optional.of(injected(service, answer));
                case Effect.LostReply lost -> {}
                case Effect.PartialPage partial -> {}
            }
        }
        ApiReply reply = instead.orElseGet(() -> answer(service, request, match));
        return spoilt(reply, effects);
    }

    /** The endpoint that is no OpenStack's: no token, no faults. */
    ApiReply admin(ApiRequest request) {
        return locked(() -> FaultsApi.handle(cloud.faults(), request));
    }

    private List<Effect.OnCall> effects(ApiService service, ApiRequest request, Optional<Router.Match> match) {
        return locked(() -> {
            cloud.advance();
            String path = request.query().isEmpty() ? request.path() : request.path() + "?" + request.query();
            return cloud.faults()
                    .hitting(new Call(
                            service.type(),
                            match.map(known -> known.route().operation()).orElse(""),
                            Optional.of(request.method()),
                            Optional.of(path),
                            match.flatMap(known -> serverName(request, known))));
        });
    }

    private Optional<String> serverName(ApiRequest request, Router.Match match) {
        if (match.route().operation().equals("servers.create")) {
            return Json.object(request.body().bytes())
                    .map(body -> body.path("server").path("name").asText(""));
        }
        return match.route().operation().startsWith("servers.")
                ? cloud.servers().find(match.params().getOrDefault("id", "")).map(ModelServer::name)
                : Optional.empty();
    }

    private boolean revoke(ApiRequest request) {
        cloud.tokens().revoke(request.header("X-Auth-Token").orElse(""));
        return true;
    }

    private ApiReply answer(ApiService service, ApiRequest request, Optional<Router.Match> match) {
        Optional<String> version = Optional.empty();
        ApiReply reply;
        try {
            boolean open = match.filter(found -> found.route().open()).isPresent();
            Optional<Token> caller = open ? Optional.empty() : Optional.of(authenticate(request));
            version = Optional.of(service == ApiService.COMPUTE ? Microversion.asked(request) : Microversion.LOWEST);
            int minor = Microversion.minor(version.get());
            reply = locked(() -> route(service, request, match, caller, minor));
        } catch (Refusal refusal) {
            reply = service.error(refusal, catalog.base(ApiService.IDENTITY));
        } catch (RuntimeException bug) {
            LOG.error("embedded {}: {} {} failed", service.product(), request.method(), request.path(), bug);
            reply = service.error(500, "HTTPInternalServerError", "An unknown error has occurred.");
        }
        return stamped(service, reply, version);
    }

    /** What each service writes into the head of every reply; Nova names no version before it knows the caller. */
    private static ApiReply stamped(ApiService service, ApiReply reply, Optional<String> version) {
        return switch (service) {
            case IDENTITY -> reply.header("Vary", "X-Auth-Token");
            case COMPUTE ->
                version.map(known -> Microversion.stamp(reply, known)).orElse(reply);
            case IMAGE, NETWORK -> reply;
        };
    }

    private Token authenticate(ApiRequest request) {
        return locked(() -> cloud.tokens().valid(request.header("X-Auth-Token").orElse("")));
    }

    private ApiReply route(
            ApiService service, ApiRequest request, Optional<Router.Match> match, Optional<Token> caller, int minor) {
        if (match.isEmpty()) {
            int status = router(service).knows(request.path()) ? 405 : 404;
            return service.error(status, "HTTPNotFound", "The resource could not be found.");
        }
        cloud.advance();
        return match.get().route().handler().handle(request.routed(match.get().params(), caller, minor));
    }

    private static ApiReply injected(ApiService service, Effect.Answer answer) {
        ApiReply reply = answer.body()
                .map(body ->
                        ApiReply.text(answer.status(), body.startsWith("{") ? ApiReply.JSON_TYPE : "text/html", body))
                .orElseGet(() -> service.error(answer.status(), "Injected", "injected by a fault rule"));
        return answer.retryAfter()
                .map(after -> reply.header("Retry-After", "" + after.toSeconds()))
                .orElse(reply);
    }

    private static Outcome spoilt(ApiReply reply, List<Effect.OnCall> effects) {
        ApiReply spoilt = reply;
        boolean closes = false;
        for (Effect.OnCall effect : effects) {
            switch (effect) {
                case Effect.LostReply(boolean connectionCloses) -> {
                    closes |= connectionCloses;
                    spoilt = ApiReply.text(502, "text/html", "<html>Bad Gateway</html>");
                }
                case Effect.PartialPage(int keep) -> spoilt = cut(spoilt, keep);
                case Effect.Delay delay -> {}
                case Effect.ExpiredToken expired -> {}
                case Effect.Answer answer -> {}
            }
        }
        return new Outcome(spoilt, closes);
    }

    /** Keeps the first entries of the listing in the reply, and none of its links to more. */
    private static ApiReply cut(ApiReply reply, int keep) {
        if (!(reply.json().orElse(null) instanceof ObjectNode body)) {
            return reply;
        }
        ObjectNode part = Json.object();
        body.properties().forEach(entry -> {
            if (entry.getKey().endsWith("_links") || entry.getKey().equals("next")) {
                return;
            }
            if (entry.getValue() instanceof ArrayNode whole) {
                ArrayNode first = part.putArray(entry.getKey());
                for (int i = 0; i < Math.min(keep, whole.size()); i++) {
                    first.add(whole.get(i));
                }
            } else {
                part.set(entry.getKey(), entry.getValue());
            }
        });
        return reply.withJson(part);
    }

    private Router router(ApiService service) {
        return routers.computeIfAbsent(service, missing -> new Router());
    }

    private <T> T locked(java.util.function.Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
