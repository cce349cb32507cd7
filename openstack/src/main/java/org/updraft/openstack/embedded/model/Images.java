package org.updraft.openstack.embedded.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.updraft.openstack.embedded.model.StoredImage.Member;
import org.updraft.openstack.embedded.model.StoredImage.Visibility;

/** Images and who shares them, by the rules of Glance. */
public final class Images {
    private static final int MEMBERS_MAX = 128;

    private final Chance chance;
    private final Time time;
    private final Map<String, StoredImage> images = new LinkedHashMap<>();
    private final Map<String, Map<String, Member>> members = new LinkedHashMap<>();

    Images(Chance chance, Time time) {
        this.chance = chance;
        this.time = time;
    }

    /** What is asked for when an image is made. */
    public record Draft(
            Optional<String> id,
            String name,
            Visibility visibility,
            String diskFormat,
            String containerFormat,
            int minDiskGiB,
            int minRamMiB,
            List<String> tags,
            Map<String, String> properties) {

        public static Draft named(String name, Visibility visibility) {
            return new Draft(Optional.empty(), name, visibility, "qcow2", "bare", 0, 0, List.of(), Map.of());
        }

        public Draft needing(int diskGiB, int ramMiB) {
            return new Draft(id, name, visibility, diskFormat, containerFormat, diskGiB, ramMiB, tags, properties);
        }
    }

    /** Queued until {@link #upload}; only an admin may make a public one. */
    public StoredImage create(Token caller, Draft draft) {
        if (draft.visibility() == Visibility.PUBLIC && !caller.isAdmin()) {
            throw new Refusal.Forbidden("You are not authorized to complete publicize_image action.");
        }
        return add(caller.projectId(), draft);
    }

    /** For the catalogue a cloud starts with: no caller, no rights asked. */
    public StoredImage add(String owner, Draft draft) {
        String id = draft.id().orElseGet(chance::uuid);
        if (images.containsKey(id)) {
            throw new Refusal.Conflict("Image ID " + id + " already exists!");
        }
        StoredImage image = new StoredImage(
                id,
                draft.name(),
                owner,
                draft.visibility(),
                Optional.empty(),
                draft.diskFormat(),
                draft.containerFormat(),
                draft.minDiskGiB(),
                draft.minRamMiB(),
                false,
                false,
                draft.tags(),
                draft.properties(),
                time.now(),
                time.now());
        images.put(id, image);
        return image;
    }

    public StoredImage upload(String id, StoredImage.Content content) {
        StoredImage image = require(id);
        if (image.content().isPresent()) {
            throw new Refusal.Conflict("Image status transition from active to saving is not allowed");
        }
        return put(image.with(content, time.now()));
    }

    public StoredImage update(
            Token caller, String id, String name, Visibility visibility, Map<String, String> properties) {
        StoredImage image = owned(caller, id);
        if (visibility == Visibility.PUBLIC && image.visibility() != Visibility.PUBLIC && !caller.isAdmin()) {
            throw new Refusal.Forbidden("You are not authorized to complete publicize_image action.");
        }
        return put(image.with(name, visibility, properties, time.now()));
    }

    public void delete(Token caller, String id) {
        owned(caller, id);
        images.remove(id);
        members.remove(id);
    }

    /** Newest first, whatever the caller may see, community and pending ones included. */
    public List<StoredImage> visibleTo(String projectId, boolean admin) {
        List<StoredImage> visible = new ArrayList<>(images.values().stream()
                .filter(image -> admin || sees(projectId, image))
                .toList());
        Collections.reverse(visible);
        return visible;
    }

    /** Those a listing shows by itself: own, public, and shared ones that were accepted. */
    public List<StoredImage> listedFor(String projectId) {
        return visibleTo(projectId, false).stream()
                .filter(image -> image.owner().equals(projectId)
                        || image.visibility() == Visibility.PUBLIC
                        || hasAccepted(projectId, image))
                .toList();
    }

    /** By id, or a 404 if it is not there or not for this project. */
    public StoredImage visible(String projectId, boolean admin, String id) {
        StoredImage image = require(id);
        if (!admin && !sees(projectId, image)) {
            throw noSuchImage(id);
        }
        return image;
    }

    /** An active image that this project may boot. */
    Optional<StoredImage> bootable(String projectId, String id) {
        return Optional.ofNullable(images.get(id))
                .filter(image -> sees(projectId, image) && image.content().isPresent());
    }

    public Optional<Member> member(String imageId, String projectId) {
        return Optional.ofNullable(members.getOrDefault(imageId, Map.of()).get(projectId));
    }

    public List<Member> members(Token caller, String imageId) {
        StoredImage image = visible(caller.projectId(), caller.isAdmin(), imageId);
        List<Member> all = List.copyOf(members.getOrDefault(imageId, Map.of()).values());
        boolean seesAll = caller.isAdmin() || image.owner().equals(caller.projectId());
        return seesAll
                ? all
                : all.stream()
                        .filter(member -> member.projectId().equals(caller.projectId()))
                        .toList();
    }

    public Member addMember(Token caller, String imageId, String projectId) {
        StoredImage image = visible(caller.projectId(), caller.isAdmin(), imageId);
        if (!caller.isAdmin() && !image.owner().equals(caller.projectId())) {
            throw new Refusal.Forbidden("You are not authorized to complete add_member action.");
        }
        if (image.visibility() != Visibility.SHARED) {
            throw new Refusal.Forbidden("Only shared images have members.");
        }
        Map<String, Member> sharers = members.computeIfAbsent(imageId, id -> new LinkedHashMap<>());
        if (sharers.containsKey(projectId)) {
            throw new Refusal.Conflict("Member " + projectId + " is duplicated for image " + imageId);
        }
        if (sharers.size() >= MEMBERS_MAX) {
            throw new Refusal.TooLarge("The limit has been exceeded on the number of allowed image members for this "
                    + "image. Attempted: " + (sharers.size() + 1) + ", Maximum: " + MEMBERS_MAX);
        }
        Member member = new Member(imageId, projectId, "pending", time.now(), time.now());
        sharers.put(projectId, member);
        return member;
    }

    /** Only the member itself accepts or rejects. */
    public Member answer(Token caller, String imageId, String projectId, String status) {
        visible(caller.projectId(), caller.isAdmin(), imageId);
        if (!caller.isAdmin() && !caller.projectId().equals(projectId)) {
            throw new Refusal.Forbidden("Not allowed to update members for image " + imageId + ".");
        }
        return answer(imageId, projectId, status);
    }

    /** By the project itself. */
    public Member accept(String projectId, String imageId) {
        visible(projectId, false, imageId);
        return answer(imageId, projectId, "accepted");
    }

    private Member answer(String imageId, String projectId, String status) {
        Member old = member(imageId, projectId).orElseThrow(() -> noSuchMember(imageId, projectId));
        Member answered = new Member(imageId, projectId, status, old.created(), time.now());
        members.computeIfAbsent(imageId, id -> new LinkedHashMap<>()).put(projectId, answered);
        return answered;
    }

    public void removeMember(Token caller, String imageId, String projectId) {
        owned(caller, imageId);
        if (members.getOrDefault(imageId, new LinkedHashMap<>()).remove(projectId) == null) {
            throw noSuchMember(imageId, projectId);
        }
    }

    private boolean sees(String projectId, StoredImage image) {
        return image.owner().equals(projectId)
                || image.visibility() == Visibility.PUBLIC
                || image.visibility() == Visibility.COMMUNITY
                || (image.visibility() == Visibility.SHARED
                        && member(image.id(), projectId).isPresent());
    }

    private boolean hasAccepted(String projectId, StoredImage image) {
        return image.visibility() == Visibility.SHARED
                && member(image.id(), projectId)
                        .filter(member -> member.status().equals("accepted"))
                        .isPresent();
    }

    private StoredImage owned(Token caller, String id) {
        StoredImage image = visible(caller.projectId(), caller.isAdmin(), id);
        if (!caller.isAdmin() && !image.owner().equals(caller.projectId())) {
            throw new Refusal.Forbidden("You are not permitted to modify this image.");
        }
        return image;
    }

    private StoredImage put(StoredImage image) {
        images.put(image.id(), image);
        return image;
    }

    private StoredImage require(String id) {
        StoredImage image = images.get(id);
        if (image == null) {
            throw noSuchImage(id);
        }
        return image;
    }

    private static Refusal noSuchImage(String id) {
        return new Refusal.NotFound("No image found with ID " + id);
    }

    private static Refusal noSuchMember(String imageId, String projectId) {
        return new Refusal.NotFound(projectId + " not found in the member list of the image " + imageId + ".");
    }
}
