package org.updraft.openstack.adapter;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.updraft.openstack.CloudException;

/** Reads a listing page by page. One page that fails is no listing at all. */
final class Paging {
    /** Far above any project; below what fills the memory. */
    private static final int ELEMENTS_MAX = 200_000;

    private Paging() {}

    /** @param last true if the service says that nothing follows, or the page is empty where that is how it says so */
    record Page<T>(List<T> elements, boolean last) {}

    interface Reader<T> {
        Page<T> after(Optional<String> marker) throws CloudException;
    }

    /**
     * All elements once each, the later copy of one that came twice: a list that changes between two pages repeats some.
     *
     * @param id what a page's last element is named by to ask for the next page
     */
    static <T> List<T> all(String cloud, String what, Function<T, String> id, Reader<T> reader) throws CloudException {
        Map<String, T> byId = new LinkedHashMap<>();
        Set<String> markers = new HashSet<>();
        Optional<String> marker = Optional.empty();
        while (true) {
            Page<T> page = reader.after(marker);
            for (T element : page.elements()) {
                byId.put(id.apply(element), element);
            }
            if (page.last()) {
                return List.copyOf(byId.values());
            }
            String next = id.apply(page.elements().getLast());
            if (!markers.add(next) || byId.size() > ELEMENTS_MAX) {
                throw new CloudException.Unreachable(
                        cloud,
                        cloud + ": the list of " + what + " does not end: the page after " + next + " leads back to it",
                        false,
                        null);
            }
            marker = Optional.of(next);
        }
    }
}
