package org.updraft.autoscaler.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.updraft.autoscaler.web.Caller.Role;

/** Lets requests in: looks who comes and at what, and sends the answer out under headers that keep browsers in check. */
final class Door extends Handler.Abstract {

    /** Under any other name, a page of somebody else's could be speaking to us through a name that it has rebound. */
    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final List<String> API = List.of("api", "v1");

    private static final Caller NOBODY = new Caller(Role.PASSER_BY, "somebody on loopback", false);

    private final Desk desk;
    private final HandOvers handOvers;
    private final Callers callers;
    private final Api api;
    private final Page page;
    private final Supplier<String> metrics;

    /** @param metrics all of them, in Prometheus' text format */
    Door(Desk desk, Callers callers, Api api, Page page, Supplier<String> metrics) {
        this.desk = desk;
        this.handOvers = new HandOvers(desk);
        this.callers = callers;
        this.api = api;
        this.page = page;
        this.metrics = metrics;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        guard(response);
        if (isHandOver(request)) {
            takeOver(request, response, callback);
        } else {
            send(answer(request), request, response, callback);
        }
        return true;
    }

    private static void send(Answer answer, Request request, Response response, Callback callback) {
        if (answer.status() == 401) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
        }
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
        boolean bodyless = "HEAD".equals(request.getMethod());
        response.write(true, bodyless ? null : ByteBuffer.wrap(answer.body()), callback);
    }

    private static boolean isHandOver(Request request) {
        return HttpMethod.POST.is(request.getMethod())
                && request.getHttpURI().getDecodedPath().equals("/api/v1/" + HandOvers.PATH);
    }

    /** The only request with a body. It is read after it is known who sends it, and that he may. */
    private void takeOver(Request request, Response response, Callback callback) throws IOException {
        Optional<Caller> caller = isTcp(request) ? Optional.empty() : callers.of(request);
        Optional<Answer> refusal = handOvers.refusal(caller.orElse(NOBODY));
        if (refusal.isPresent()) {
            send(refusal.get(), request, response, callback);
            return;
        }
        Call call = Call.of(request, caller.orElseThrow());
        BodyReader.read(request, HandOvers.BYTES_MAX, body -> {
            switch (body) {
                case BodyReader.Body.Whole whole ->
                    send(handOvers.handOver(call, whole.bytes()), request, response, callback);
                case BodyReader.Body.TooLong tooLong -> send(HandOvers.tooLong(), request, response, callback);
                case BodyReader.Body.Broken broken ->
                    send(Answer.no(408, "the file did not come whole"), request, response, callback);
            }
        });
    }

    static void guard(Response response) {
        response.getHeaders()
                .put("Content-Security-Policy", POLICY)
                .put("X-Content-Type-Options", "nosniff")
                .put("Referrer-Policy", "no-referrer")
                .put("Cross-Origin-Resource-Policy", "same-origin")
                .put(HttpHeader.CACHE_CONTROL, "no-store");
    }

    private Answer answer(Request request) throws IOException {
        if (isTcp(request)
                && !OWN_NAMES.contains(String.valueOf(request.getHttpURI().getHost()))) {
            return Answer.no(421, "this service answers to localhost, 127.0.0.1 and [::1] only");
        }
        if (request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)) {
            return Answer.no(413, "only cloud-config is handed over in a body");
        }
        Optional<Caller> caller = callers.of(request);
        if (caller.isEmpty()) {
            return Answer.no(401, "the token is not that of this service; it is made anew at each start");
        }
        Call call = Call.of(request, caller.get());
        if (!call.reads() && !call.acts()) {
            return Answer.no(405, "only GET, HEAD and POST are understood");
        }
        if (call.acts() && isTcp(request) && !call.caller().mayAct()) {
            return Answer.no(
                    401, "acting over TCP needs the token: Authorization: Bearer, and what stands in http-token");
        }
        return route(call);
    }

    private Answer route(Call call) {
        List<String> path = call.path();
        if (path.size() > 2 && path.subList(0, 2).equals(API)) {
            return api.answer(call, path.subList(2, path.size()));
        }
        if (path.size() > 1 || !call.reads()) {
            return Answer.no(404, "there is nothing here");
        }
        String name = path.isEmpty() ? "index.html" : path.getFirst();
        return switch (name) {
            case "healthz" -> Answer.text(200, "text/plain; charset=utf-8", "ok\n");
            case "readyz" -> ready();
            case "metrics" -> Answer.text(200, "text/plain; version=0.0.4; charset=utf-8", metrics.get());
            default -> page.file(name).orElseGet(() -> Answer.no(404, "there is nothing here"));
        };
    }

    private Answer ready() {
        return Health.of(desk)
                .notReady()
                .map(why -> Answer.text(503, "text/plain; charset=utf-8", why + "\n"))
                .orElseGet(() -> Answer.text(200, "text/plain; charset=utf-8", "ready\n"));
    }

    private static boolean isTcp(Request request) throws IOException {
        Object transport =
                request.getConnectionMetaData().getConnection().getEndPoint().getTransport();
        return !(transport instanceof SocketChannel channel && Callers.isUnix(channel));
    }

    /** What somebody on loopback without a token is. */
    static Role withoutToken(boolean openToReaders) {
        return openToReaders ? Role.READER : Role.PASSER_BY;
    }
}
