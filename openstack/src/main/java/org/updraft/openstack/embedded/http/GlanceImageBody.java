package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.updraft.openstack.embedded.model.StoredImage;
import org.updraft.openstack.embedded.model.StoredImage.Content;
import org.updraft.openstack.embedded.model.StoredImage.Member;

/** An image and its members as Glance shows them. */
final class GlanceImageBody {
    private GlanceImageBody() {}

    static ObjectNode of(StoredImage image) {
        ObjectNode body = Json.object();
        image.properties().forEach(body::put);
        body.put("name", image.name())
                .put("disk_format", image.diskFormat())
                .put("container_format", image.containerFormat())
                .put("visibility", image.visibility().word());
        body.put("size", image.content().map(Content::sizeBytes).orElse(null))
                .put("virtual_size", image.content().map(Content::sizeBytes).orElse(null))
                .put("status", image.status());
        Json.put(body, "checksum", image.content().map(Content::md5));
        body.put("protected", image.isProtected())
                .put("min_ram", image.minRamMiB())
                .put("min_disk", image.minDiskGiB())
                .put("owner", image.owner())
                .put("os_hidden", image.hidden());
        Json.put(body, "os_hash_algo", image.content().map(content -> "sha512"));
        Json.put(body, "os_hash_value", image.content().map(Content::sha512));
        String self = "/v2/images/" + image.id();
        body.put("id", image.id())
                .put("created_at", Json.utc(image.created()))
                .put("updated_at", Json.utc(image.updated()))
                .set("tags", Json.texts(image.tags()));
        body.put("self", self).put("file", self + "/file").put("schema", "/v2/schemas/image");
        if (image.content().isPresent()) {
            body.put("stores", "file");
        }
        return body;
    }

    static ObjectNode of(Member member) {
        return Json.object()
                .put("member_id", member.projectId())
                .put("image_id", member.imageId())
                .put("status", member.status())
                .put("created_at", Json.utc(member.created()))
                .put("updated_at", Json.utc(member.updated()))
                .put("schema", "/v2/schemas/member");
    }
}
