package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.updraft.openstack.embedded.model.AppCredential;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.Identity;
import org.updraft.openstack.embedded.model.Identity.Role;
import org.updraft.openstack.embedded.model.Refusal;
import org.updraft.openstack.embedded.model.Token;

/** Projects, users, and the application credentials of a user. */
final class KeystoneProjectsApi {
    private final CloudModel cloud;

    private KeystoneProjectsApi(CloudModel cloud) {
        this.cloud = cloud;
    }

    static void routes(Router router, CloudModel cloud) {
        KeystoneProjectsApi api = new KeystoneProjectsApi(cloud);
        router.add("GET", "/v3/auth/projects", "projects.list", api::projectsOfCaller);
        router.add("GET", "/v3/projects", "projects.list", api::projects);
        router.add("GET", "/v3/projects/{id}", "projects.show", api::project);
        router.add("GET", "/v3/users/{id}", "users.show", api::user);
        router.add("GET", "/v3/users/{id}/projects", "projects.list", api::projectsOfCaller);
        String credentials = "/v3/users/{id}/application_credentials";
        router.add("GET", credentials, "application_credentials.list", api::credentials);
        router.add("POST", credentials, "application_credentials.create", api::create);
        router.add("GET", credentials + "/{cred}", "application_credentials.show", api::credential);
        router.add("DELETE", credentials + "/{cred}", "application_credentials.delete", api::delete);
    }

    private ApiReply projectsOfCaller(ApiRequest request) {
        return list(request, cloud.identity().projectsOf(request.token().user()));
    }

    private ApiReply projects(ApiRequest request) {
        if (!request.isAdmin()) {
            throw forbidden("identity:list_projects");
        }
        return list(request, cloud.identity().projects());
    }

    private ApiReply list(ApiRequest request, List<Identity.Project> projects) {
        ArrayNode array = Json.array();
        projects.stream()
                .filter(project ->
                        request.query("name").map(project.name()::equals).orElse(true))
                .forEach(project -> array.add(body(request, project)));
        return page(request, "projects", array);
    }

    private ApiReply project(ApiRequest request) {
        Identity.Project project = cloud.identity()
                .project(request.param("id"))
                .orElseThrow(() -> new Refusal.NotFound("Could not find project: " + request.param("id") + "."));
        boolean own = request.token().project().filter(project::equals).isPresent();
        if (!own && !request.isAdmin()) {
            throw forbidden("identity:get_project");
        }
        return ApiReply.ok(Json.wrap("project", body(request, project)));
    }

    private ApiReply user(ApiRequest request) {
        Identity.User user = userOfPath(request);
        return ApiReply.ok(Json.wrap(
                "user",
                Json.object()
                        .put("id", user.id())
                        .put("name", user.name())
                        .put("domain_id", user.domain().id())
                        .put("enabled", true)
                        .putNull("password_expires_at")));
    }

    private ApiReply credentials(ApiRequest request) {
        ArrayNode array = Json.array();
        cloud.tokens().appCredentialsOf(userOfPath(request)).forEach(one -> array.add(body(request, one, false)));
        return page(request, "application_credentials", array);
    }

    private ApiReply credential(ApiRequest request) {
        userOfPath(request);
        AppCredential one = cloud.tokens()
                .appCredential(request.param("cred"))
                .orElseThrow(() ->
                        new Refusal.NotFound("Could not find Application Credential: " + request.param("cred") + "."));
        return ApiReply.ok(Json.wrap("application_credential", body(request, one, false)));
    }

    private ApiReply create(ApiRequest request) {
        Identity.User user = userOfPath(request);
        requireUnrestricted(request.token());
        ObjectNode draft = request.json("application_credential");
        Token token = request.token();
        List<Role> roles = draft.has("roles") ? roles(draft.path("roles"), token) : token.roles();
        AppCredential made = cloud.tokens()
                .addAppCredential(
                        user,
                        token.project().orElseThrow(Refusal.Unauthorized::new),
                        Words.requiredText(draft, "name", "application_credential"),
                        Words.text(draft, "description").orElse(""),
                        roles,
                        Words.text(draft, "expires_at").map(KeystoneProjectsApi::instant),
                        draft.hasNonNull("unrestricted")
                                ? Optional.of(draft.path("unrestricted").asBoolean())
                                : Optional.empty());
        return ApiReply.json(201, Json.wrap("application_credential", body(request, made, true)));
    }

    private ApiReply delete(ApiRequest request) {
        userOfPath(request);
        requireUnrestricted(request.token());
        cloud.tokens().deleteAppCredential(request.param("cred"));
        return ApiReply.empty(204).ofType("");
    }

    private static List<Role> roles(JsonNode wanted, Token token) {
        return wanted.valueStream()
                .map(node -> node.path("name").asText(""))
                .map(name -> token.roles().stream()
                        .filter(role -> role.word().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new Refusal.BadRequest("Could not find role assignment with role: " + name
                                + ", user or group: " + token.user().id() + ", project, domain, or system: "
                                + token.projectId() + ".")))
                .toList();
    }

    private Identity.User userOfPath(ApiRequest request) {
        Token token = request.token();
        if (!token.user().id().equals(request.param("id")) && !token.isAdmin()) {
            throw forbidden("identity:get_user");
        }
        return cloud.identity()
                .user(request.param("id"))
                .orElseThrow(() -> new Refusal.NotFound("Could not find user: " + request.param("id") + "."));
    }

    private static void requireUnrestricted(Token token) {
        if (token.appCredential().filter(AppCredential::restricted).isPresent()) {
            throw new Refusal.Forbidden("You are not authorized to perform the requested action: Using method "
                    + "'application_credential' is not allowed for managing additional application credentials..");
        }
    }

    private ObjectNode body(ApiRequest request, AppCredential credential, boolean withSecret) {
        ObjectNode body = Json.object()
                .put("id", credential.id())
                .put("name", credential.name())
                .put("description", credential.description())
                .put("user_id", credential.user().id())
                .put("project_id", credential.project().id())
                .putNull("system");
        Json.put(body, "expires_at", credential.expiresAt().map(Json::micros));
        body.put("unrestricted", credential.unrestricted().orElse(null));
        ArrayNode roles = body.putArray("roles");
        for (Role role : credential.roles()) {
            ObjectNode one = Json.object()
                    .put("id", cloud.identity().roleId(role))
                    .put("name", role.word())
                    .putNull("domain_id")
                    .putNull("description");
            one.set("options", Json.object().put("immutable", true));
            roles.add(one);
        }
        if (withSecret) {
            body.put("secret", credential.secret());
        }
        body.set("links", Json.object().put("self", request.base() + "/v3/application_credentials/" + credential.id()));
        return body;
    }

    private static ObjectNode body(ApiRequest request, Identity.Project project) {
        ObjectNode body = Json.object()
                .put("id", project.id())
                .put("name", project.name())
                .put("domain_id", project.domain().id())
                .put("description", "")
                .put("enabled", project.enabled())
                .put("parent_id", project.domain().id())
                .put("is_domain", false);
        body.set("tags", Json.array());
        body.set("options", Json.object());
        body.set("links", Json.object().put("self", request.base() + "/v3/projects/" + project.id()));
        return body;
    }

    private static ApiReply page(ApiRequest request, String key, ArrayNode array) {
        ObjectNode body = Json.wrap(key, array);
        body.set(
                "links",
                Json.object()
                        .putNull("next")
                        .put("self", request.base() + request.path())
                        .putNull("previous"));
        return ApiReply.ok(body);
    }

    private static Instant instant(String text) {
        try {
            return LocalDateTime.parse(text.replaceAll("Z$", "")).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException notADate) {
            throw new Refusal.BadRequest("Invalid input for field 'expires_at': " + text);
        }
    }

    private static Refusal forbidden(String action) {
        return new Refusal.Forbidden("You are not authorized to perform the requested action: " + action + ".");
    }
}
