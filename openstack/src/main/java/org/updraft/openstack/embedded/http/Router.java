package org.updraft.openstack.embedded.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which code answers which path of one service. */
final class Router {
    private final List<Route> routes = new ArrayList<>();

    /** Answers one request; throws a Refusal to say no. */
    interface Handler {
        ApiReply handle(ApiRequest request);
    }

    /**
     * @param operation the name that fault rules use
     * @param open answers without a token
     */
    record Route(String method, List<String> pattern, String operation, boolean open, Handler handler) {}

    record Match(Route route, Map<String, String> params) {}

    /** @param pattern such as {@code /v2.1/servers/{id}} */
    void add(String method, String pattern, String operation, Handler handler) {
        routes.add(new Route(method, segments(pattern), operation, false, handler));
    }

    /** A route that needs no token. */
    void open(String method, String pattern, String operation, Handler handler) {
        routes.add(new Route(method, segments(pattern), operation, true, handler));
    }

    /** Routes added first win. A HEAD is answered as a GET whose body is left out. */
    Optional<Match> match(String method, String path) {
        String wanted = method.equals("HEAD") ? "GET" : method;
        List<String> segments = segments(path);
        return routes.stream()
                .filter(route -> route.method().equals(wanted) && fits(route.pattern(), segments))
                .findFirst()
                .map(route -> new Match(route, params(route.pattern(), segments)));
    }

    /** True if the path is known with another method: a 405 then, else a 404. */
    boolean knows(String path) {
        List<String> segments = segments(path);
        return routes.stream().anyMatch(route -> fits(route.pattern(), segments));
    }

    private static boolean fits(List<String> pattern, List<String> segments) {
        if (pattern.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < pattern.size(); i++) {
            if (!pattern.get(i).startsWith("{") && !pattern.get(i).equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> params(List<String> pattern, List<String> segments) {
        Map<String, String> params = new HashMap<>();
        for (int i = 0; i < pattern.size(); i++) {
            String part = pattern.get(i);
            if (part.startsWith("{")) {
                params.put(part.substring(1, part.length() - 1), segments.get(i));
            }
        }
        return params;
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (!part.isEmpty()) {
                segments.add(part);
            }
        }
        return segments;
    }
}
