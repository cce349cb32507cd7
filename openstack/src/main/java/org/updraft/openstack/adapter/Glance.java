package org.updraft.openstack.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.Image;
import org.updraft.openstack.SharedImage;
import org.updraft.openstack.adapter.Paging.Page;

/** The calls to Glance, of our own: openstack4j stops at the first page and does not know all visibilities. */
final class Glance {
    private final Calls calls;
    private final int pageSize;

    Glance(Calls calls, int pageSize) {
        this.calls = calls;
        this.pageSize = pageSize;
    }

    /** Glance's own default selection is the one wanted: own, public, and shared ones that were accepted. */
    List<Image> images() throws CloudException {
        return Paging.all(
                calls.cloud(),
                "images",
                Image::id,
                marker -> calls.read("list the images", (client, login) -> {
                    JsonNode reply = Raw.glance().get("/images", query(marker));
                    List<Image> images = Fields.list(reply, "images", Glance::image);
                    return new Page<>(
                            images, images.isEmpty() || !reply.path("next").isTextual());
                }));
    }

    private Map<String, Object> query(Optional<String> marker) {
        Map<String, Object> query = new HashMap<>();
        query.put("status", "active");
        query.put("limit", pageSize);
        marker.ifPresent(last -> query.put("marker", last));
        return query;
    }

    static SharedImage shared(Fields json) {
        String architecture = json.maybeText("hw_architecture")
                .or(() -> json.maybeText("architecture"))
                .orElse("");
        return new SharedImage(image(json), json.text("status"), architecture, json.instant("created_at"), List.of());
    }

    private static Image image(Fields json) {
        Fields image = json.named("image " + json.text("id"));
        return new Image(
                image.text("id"),
                image.maybeText("name").orElse(""),
                image.maybeText("owner").orElse(""),
                image.text("visibility"),
                image.number("min_disk"),
                image.number("min_ram"),
                image.numberOr("size", 0));
    }
}
