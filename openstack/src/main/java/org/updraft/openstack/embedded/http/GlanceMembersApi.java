package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.Refusal;
import org.updraft.openstack.embedded.model.StoredImage.Member;

/** Which projects share an image, and whether they have accepted it. */
final class GlanceMembersApi {
    private static final Set<String> STATUSES = Set.of("pending", "accepted", "rejected");

    private final CloudModel cloud;

    private GlanceMembersApi(CloudModel cloud) {
        this.cloud = cloud;
    }

    static void routes(Router router, CloudModel cloud) {
        GlanceMembersApi api = new GlanceMembersApi(cloud);
        router.add("GET", "/v2/images/{id}/members", "members.list", api::list);
        router.add("POST", "/v2/images/{id}/members", "members.create", api::add);
        router.add("GET", "/v2/images/{id}/members/{member}", "members.show", api::show);
        router.add("PUT", "/v2/images/{id}/members/{member}", "members.update", api::answer);
        router.add("DELETE", "/v2/images/{id}/members/{member}", "members.delete", api::remove);
    }

    private ApiReply list(ApiRequest request) {
        ArrayNode members = Json.array();
        cloud.images()
                .members(scoped(request).token(), request.param("id"))
                .forEach(member -> members.add(GlanceImageBody.of(member)));
        ObjectNode body = Json.wrap("members", members);
        return ApiReply.ok(body.put("schema", "/v2/schemas/members"));
    }

    private ApiReply add(ApiRequest request) {
        String project = Words.text(GlanceImagesApi.object(request), "member")
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new Refusal.BadRequest("Member can't be empty"));
        Member member = cloud.images().addMember(scoped(request).token(), request.param("id"), project);
        return ApiReply.ok(GlanceImageBody.of(member));
    }

    private ApiReply show(ApiRequest request) {
        Member member = cloud.images().members(scoped(request).token(), request.param("id")).stream()
                .filter(one -> one.projectId().equals(request.param("member")))
                .findFirst()
                .orElseThrow(() -> new Refusal.NotFound(request.param("member")
                        + " not found in the member list of the image " + request.param("id") + "."));
        return ApiReply.ok(GlanceImageBody.of(member));
    }

    private ApiReply answer(ApiRequest request) {
        String status = Words.text(GlanceImagesApi.object(request), "status").orElse("");
        if (!STATUSES.contains(status)) {
            throw new Refusal.BadRequest("Status must be \"pending\", \"accepted\" or \"rejected\".");
        }
        return ApiReply.ok(GlanceImageBody.of(
                cloud.images().answer(scoped(request).token(), request.param("id"), request.param("member"), status)));
    }

    private ApiReply remove(ApiRequest request) {
        cloud.images().removeMember(scoped(request).token(), request.param("id"), request.param("member"));
        return ApiReply.empty(204).ofType("text/html; charset=UTF-8");
    }

    /** A 401 first, if the token has no project. */
    private static ApiRequest scoped(ApiRequest request) {
        request.projectId();
        return request;
    }
}
