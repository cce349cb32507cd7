package org.updraft.openstack.embedded.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.updraft.openstack.Image;

/**
 * An image as Glance keeps it.
 *
 * @param content empty until its bytes are uploaded; the bytes themselves are not kept
 * @param properties set by whoever made it, such as {@code os_distro}
 */
public record StoredImage(
        String id,
        String name,
        String owner,
        Visibility visibility,
        Optional<Content> content,
        String diskFormat,
        String containerFormat,
        int minDiskGiB,
        int minRamMiB,
        boolean isProtected,
        boolean hidden,
        List<String> tags,
        Map<String, String> properties,
        Instant created,
        Instant updated) {

    public StoredImage {
        tags = List.copyOf(tags);
        properties = Map.copyOf(properties);
    }

    /** Who sees it. */
    public enum Visibility {
        PUBLIC,
        PRIVATE,
        SHARED,
        COMMUNITY;

        /** As Glance writes it. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What is known of the uploaded bytes. */
    public record Content(long sizeBytes, String md5, String sha512) {}

    /** Another project's share in an image: pending, accepted or rejected. */
    public record Member(String imageId, String projectId, String status, Instant created, Instant updated) {}

    /** As Glance writes it: queued until the bytes are there. */
    public String status() {
        return content.isPresent() ? "active" : "queued";
    }

    /** As the port {@link org.updraft.openstack.Cloud} shows it. */
    public Image image() {
        long size = content.map(Content::sizeBytes).orElse(0L);
        return new Image(id, name, owner, visibility.word(), minDiskGiB, minRamMiB, size);
    }

    StoredImage with(Content uploaded, Instant at) {
        return new StoredImage(
                id,
                name,
                owner,
                visibility,
                Optional.of(uploaded),
                diskFormat,
                containerFormat,
                minDiskGiB,
                minRamMiB,
                isProtected,
                hidden,
                tags,
                properties,
                created,
                at);
    }

    StoredImage with(String newName, Visibility newVisibility, Map<String, String> newProperties, Instant at) {
        return new StoredImage(
                id,
                newName,
                owner,
                newVisibility,
                content,
                diskFormat,
                containerFormat,
                minDiskGiB,
                minRamMiB,
                isProtected,
                hidden,
                tags,
                newProperties,
                created,
                at);
    }
}
