package org.updraft.openstack.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.SharedImage;
import org.updraft.openstack.SharedImage.Member;
import org.updraft.openstack.adapter.Paging.Page;
import org.updraft.openstack.adapter.connector.HttpFailure;

/** What the owner of an image and those who are to boot it do about it in Glance. Each call can be repeated without harm. */
public final class ImageSharing {

    private static final int PAGE = 500;
    /** Ids become part of an address. */
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,64}");

    private final Calls calls;

    ImageSharing(Calls calls) {
        this.calls = calls;
    }

    /** Every image that the project may see: own, public, community, and those shared with it, accepted or not. */
    public List<SharedImage> images() throws CloudException {
        Map<String, SharedImage> all = new LinkedHashMap<>();
        for (SharedImage image : listed(Map.of("visibility", "all"))) {
            all.put(image.image().id(), image);
        }
        for (SharedImage image : listed(Map.of("visibility", "shared", "member_status", "all"))) {
            all.putIfAbsent(image.image().id(), image);
        }
        return List.copyOf(all.values());
    }

    private List<SharedImage> listed(Map<String, String> filter) throws CloudException {
        return Paging.all(
                calls.cloud(),
                "images",
                image -> image.image().id(),
                marker -> calls.read("list the images", (client, login) -> {
                    Map<String, Object> query = new HashMap<>(filter);
                    query.put("limit", PAGE);
                    marker.ifPresent(last -> query.put("marker", last));
                    JsonNode reply = Raw.glance().get("/images", query);
                    List<SharedImage> images = Fields.list(reply, "images", Glance::shared);
                    return new Page<>(
                            images, images.isEmpty() || !reply.path("next").isTextual());
                }));
    }

    /** With its members, as far as the project may see them; empty if there is none of that id, or none for this project. */
    public Optional<SharedImage> image(String id) throws CloudException {
        try {
            SharedImage image = calls.read(
                    "look at image " + checked(id),
                    (client, login) ->
                            Glance.shared(new Fields(Raw.glance().get("/images/" + id, Map.of()), "image " + id)));
            return Optional.of(image.with(members(image)));
        } catch (CloudException e) {
            if (isGone(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Glance words its errors in HTML, as proxies do; what it says of images no proxy says. */
    private static boolean isGone(CloudException failure) {
        return failure instanceof CloudException.Gone
                || (failure.getCause() instanceof HttpFailure.Refused refused
                        && refused.status() == 404
                        && (refused.words().contains("No image found with ID")
                                || refused.words().contains("in the member list of the image")));
    }

    private List<Member> members(SharedImage image) throws CloudException {
        if (!image.image().visibility().equals("shared")) {
            return List.of();
        }
        String id = checked(image.image().id());
        return calls.read(
                "list the members of image " + id,
                (client, login) -> Fields.list(
                        Raw.glance().get("/images/" + id + "/members", Map.of()),
                        "members",
                        member -> new Member(member.text("member_id"), member.text("status"))));
    }

    /** Makes a private image one that can have members. */
    public void makeShared(String id) throws CloudException {
        ObjectNode step = JsonNodeFactory.instance
                .objectNode()
                .put("op", "replace")
                .put("path", "/visibility")
                .put("value", "shared");
        calls.change(
                "make image " + checked(id) + " a shared one",
                (client, login) -> Raw.glance()
                        .patch(
                                "/images/" + id,
                                JsonNodeFactory.instance.arrayNode().add(step)));
    }

    /** One that is a member already stays one. */
    public void addMember(String id, String projectId) throws CloudException {
        try {
            calls.change(
                    "share image " + checked(id) + " with project " + checked(projectId),
                    (client, login) -> Raw.glance()
                            .post(
                                    "/images/" + id + "/members",
                                    JsonNodeFactory.instance.objectNode().put("member", projectId)));
        } catch (CloudException.WrongState e) {
            if (members(image(id).orElseThrow(() -> e)).stream()
                    .noneMatch(member -> member.projectId().equals(projectId))) {
                throw e;
            }
        }
    }

    /**
     * Accepts or rejects an image for the project of these credentials.
     *
     * @param status accepted, rejected or pending
     * @throws CloudException.Gone if the image is not shared with the project
     */
    public void answer(String id, String projectId, String status) throws CloudException {
        try {
            calls.change(
                    "say that image " + checked(id) + " is " + status + " in project " + checked(projectId),
                    (client, login) -> Raw.glance()
                            .put(
                                    "/images/" + id + "/members/" + projectId,
                                    JsonNodeFactory.instance.objectNode().put("status", status)));
        } catch (CloudException.Unreachable e) {
            throw isGone(e) ? new CloudException.Gone(calls.cloud(), e.getMessage(), e.getCause()) : e;
        }
    }

    /** A project's name; empty if these credentials may not read it. */
    public Optional<String> projectName(String projectId) throws CloudException {
        if (calls.session().current().binding().projectId().equals(projectId)) {
            return Optional.of(calls.session().current().binding().projectName());
        }
        try {
            return calls.read(
                    "read the name of project " + checked(projectId),
                    (client, login) -> Fields.object(Raw.keystone().get("/projects/" + projectId, Map.of()), "project")
                            .maybeText("name"));
        } catch (CloudException.Rejected | CloudException.Gone e) {
            // most clouds let members read their own projects only
            return Optional.empty();
        }
    }

    /** Ids of the projects that the user of these credentials is in, by name. */
    public Map<String, String> ownProjects() throws CloudException {
        Map<String, String> projects = new LinkedHashMap<>();
        calls.read(
                        "list the projects of the user",
                        (client, login) -> Fields.list(
                                Raw.keystone().get("/auth/projects", Map.of()),
                                "projects",
                                project -> Map.entry(project.text("name"), project.text("id"))))
                .forEach(project -> projects.put(project.getKey(), project.getValue()));
        return projects;
    }

    private String checked(String id) throws CloudException {
        if (ID.matcher(id).matches()) {
            return id;
        }
        throw new CloudException.Rejected(
                calls.cloud(), calls.cloud() + ": an id has letters, digits and -; this is none: " + shown(id), null);
    }

    private static String shown(String id) {
        String clean = id.replaceAll("[^\\w.: -]", "?");
        return clean.substring(0, Math.min(60, clean.length()));
    }
}
