package org.updraft.openstack.embedded.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.updraft.openstack.embedded.model.Refusal;

/**
 * A page of a Nova listing, by limit and marker.
 *
 * @param marker of the page that follows, if there is more
 */
record Page<T>(List<T> items, Optional<String> marker, int limit) {
    static final int LIMIT_MAX = 1000;

    static <T> Page<T> of(ApiRequest request, List<T> all, Function<T, String> id) {
        int asked = limit(request).orElse(LIMIT_MAX);
        int limit = asked == 0 ? LIMIT_MAX : Math.min(asked, LIMIT_MAX);
        int from = request.query("marker").map(marker -> after(all, marker, id)).orElse(0);
        int to = Math.min(all.size(), from + limit);
        List<T> items = all.subList(from, to);
        // Nova links on whenever the page is full, even if it turns out to be the last
        boolean linked = items.size() == limit;
        return new Page<>(items, linked ? Optional.of(id.apply(items.get(items.size() - 1))) : Optional.empty(), limit);
    }

    private static <T> int after(List<T> all, String marker, Function<T, String> id) {
        for (int i = 0; i < all.size(); i++) {
            if (id.apply(all.get(i)).equals(marker)) {
                return i + 1;
            }
        }
        throw new Refusal.BadRequest("marker [" + marker + "] not found");
    }

    private static Optional<Integer> limit(ApiRequest request) {
        return request.query("limit").map(text -> {
            if (!text.matches("[0-9]{1,9}")) {
                throw Words.invalidText("query parameters limit", text, "'" + text + "' does not match '^[0-9]*$'");
            }
            return Integer.parseInt(text);
        });
    }

    /** The address of the page that follows, with all the filters of this one. */
    Optional<String> next(ApiRequest request) {
        return marker.map(id -> {
            List<String> parts = new ArrayList<>();
            for (Map.Entry<String, List<String>> entry : request.queryValues().entrySet()) {
                if (!entry.getKey().equals("marker")) {
                    entry.getValue().forEach(value -> parts.add(encoded(entry.getKey()) + "=" + encoded(value)));
                }
            }
            parts.add("marker=" + id);
            return request.base() + request.path() + "?" + String.join("&", parts);
        });
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
