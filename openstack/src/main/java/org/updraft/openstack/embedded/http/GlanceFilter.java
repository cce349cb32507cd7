package org.updraft.openstack.embedded.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.updraft.openstack.embedded.model.Images;
import org.updraft.openstack.embedded.model.Refusal;
import org.updraft.openstack.embedded.model.StoredImage;
import org.updraft.openstack.embedded.model.StoredImage.Visibility;

/** Which images a listing shows, page by page. */
final class GlanceFilter {
    private static final int LIMIT_USUAL = 25;
    private static final int LIMIT_MAX = 1000;
    private static final Set<String> NOT_PROPERTIES =
            Set.of("limit", "marker", "sort", "sort_key", "sort_dir", "visibility", "member_status", "os_hidden");

    private GlanceFilter() {}

    /** @param firstQuery of the first page, with its question mark, or empty text */
    record Result(List<StoredImage> images, String firstQuery, Optional<String> nextQuery) {}

    static Result page(ApiRequest request, Images images) {
        List<StoredImage> fitting = candidates(request, images).stream()
                .filter(image -> image.hidden() == request.flag("os_hidden"))
                .filter(image -> fits(request, image))
                .toList();
        int limit = limit(request);
        int from = request.query("marker").map(marker -> after(fitting, marker)).orElse(0);
        int to = Math.min(fitting.size(), from + limit);
        List<StoredImage> page = fitting.subList(from, to);
        String first = query(request, Optional.empty());
        boolean full = !page.isEmpty() && page.size() == limit;
        Optional<String> next = full
                ? Optional.of(
                        query(request, Optional.of(page.get(page.size() - 1).id())))
                : Optional.empty();
        return new Result(page, first, next);
    }

    private static List<StoredImage> candidates(ApiRequest request, Images images) {
        String project = request.projectId();
        List<StoredImage> visible = images.visibleTo(project, request.isAdmin());
        Optional<String> asked = request.query("visibility").filter(word -> !word.equals("all"));
        if (asked.isEmpty()) {
            return request.isAdmin() || request.query("visibility").isPresent() ? visible : images.listedFor(project);
        }
        Visibility visibility = GlanceImagesApi.visibility(asked.get());
        return visible.stream()
                .filter(image -> image.visibility() == visibility)
                .filter(image -> visibility != Visibility.SHARED
                        || image.owner().equals(project)
                        || request.isAdmin()
                        || hasStatus(
                                images,
                                image,
                                project,
                                request.query("member_status").orElse("accepted")))
                .toList();
    }

    private static boolean hasStatus(Images images, StoredImage image, String project, String status) {
        if (!Set.of("pending", "accepted", "rejected", "all").contains(status)) {
            throw new Refusal.BadRequest("Invalid status: " + status);
        }
        return images.member(image.id(), project)
                .filter(member -> status.equals("all") || member.status().equals(status))
                .isPresent();
    }

    private static boolean fits(ApiRequest request, StoredImage image) {
        for (Map.Entry<String, List<String>> entry : request.queryValues().entrySet()) {
            String wanted = entry.getValue().get(0);
            if (!NOT_PROPERTIES.contains(entry.getKey()) && !fits(image, entry.getKey(), wanted)) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(StoredImage image, String key, String wanted) {
        return switch (key) {
            case "id" -> oneOf(wanted, image.id());
            case "name" -> oneOf(wanted, image.name());
            case "status" -> oneOf(wanted, image.status());
            case "owner" -> image.owner().equals(wanted);
            case "disk_format" -> oneOf(wanted, image.diskFormat());
            case "container_format" -> oneOf(wanted, image.containerFormat());
            case "protected" -> image.isProtected() == Boolean.parseBoolean(wanted);
            case "tag" -> image.tags().contains(wanted);
            default -> wanted.equals(image.properties().get(key));
        };
    }

    /** {@code x}, or {@code in:x,y,z}. */
    private static boolean oneOf(String wanted, String actual) {
        return wanted.startsWith("in:")
                ? List.of(wanted.substring(3).split(",", -1)).contains(actual)
                : wanted.equals(actual);
    }

    private static int limit(ApiRequest request) {
        String text = request.query("limit").orElse("" + LIMIT_USUAL);
        if (!text.matches("[0-9]{1,9}")) {
            throw new Refusal.BadRequest("limit param must be an integer");
        }
        return Math.min(Integer.parseInt(text), LIMIT_MAX);
    }

    private static int after(List<StoredImage> images, String marker) {
        for (int i = 0; i < images.size(); i++) {
            if (images.get(i).id().equals(marker)) {
                return i + 1;
            }
        }
        throw new Refusal.BadRequest("Marker " + marker + " could not be found.");
    }

    private static String query(ApiRequest request, Optional<String> marker) {
        List<String> parts = new ArrayList<>();
        request.queryValues().forEach((key, values) -> {
            if (!key.equals("marker")) {
                parts.add(Page.encoded(key) + "=" + Page.encoded(values.get(0)));
            }
        });
        marker.ifPresent(id -> parts.add("marker=" + id));
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }
}
