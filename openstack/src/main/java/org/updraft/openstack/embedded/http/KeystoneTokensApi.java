package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.updraft.openstack.embedded.model.AppCredential;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.Identity;
import org.updraft.openstack.embedded.model.Refusal;
import org.updraft.openstack.embedded.model.Token;

/** Logging in, and what a token says. */
final class KeystoneTokensApi {
    private final CloudModel cloud;
    private final Catalog catalog;

    private KeystoneTokensApi(CloudModel cloud, Catalog catalog) {
        this.cloud = cloud;
        this.catalog = catalog;
    }

    static void routes(Router router, CloudModel cloud, Catalog catalog) {
        KeystoneTokensApi api = new KeystoneTokensApi(cloud, catalog);
        router.open("POST", "/v3/auth/tokens", "tokens.create", api::logIn);
        router.add("GET", "/v3/auth/tokens", "tokens.show", api::show);
        router.add("DELETE", "/v3/auth/tokens", "tokens.delete", api::revoke);
        router.add("GET", "/v3/auth/catalog", "catalog.list", api::catalog);
    }

    private ApiReply logIn(ApiRequest request) {
        ObjectNode auth = Json.object(request.body().bytes())
                .map(body -> body.get("auth"))
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .orElseThrow(() -> malformed("auth"));
        JsonNode identity = auth.path("identity");
        Token token = logIn(identity, scope(auth, identity));
        return ApiReply.json(201, Json.wrap("token", body(token))).header("X-Subject-Token", token.id());
    }

    private Token logIn(JsonNode identity, Optional<Identity.Project> scope) {
        String method = identity.path("methods").path(0).asText("");
        return switch (method) {
            case "password" -> {
                JsonNode user = identity.path("password").path("user");
                yield cloud.tokens()
                        .byPassword(user(user), user.path("password").asText(""), scope);
            }
            case "application_credential" -> {
                JsonNode given = identity.path("application_credential");
                yield cloud.tokens()
                        .byAppCredential(
                                appCredential(given), given.path("secret").asText(""));
            }
            case "token" -> {
                Token old =
                        cloud.tokens().valid(identity.path("token").path("id").asText(""));
                yield cloud.tokens().byToken(old, scope);
            }
            case "" -> throw malformed("methods");
            // an unknown method and a wrong password look alike from outside
            default -> throw new Refusal.Unauthorized();
        };
    }

    private Identity.User user(JsonNode user) {
        Optional<Identity.User> known = user.hasNonNull("id")
                ? cloud.identity().user(user.path("id").asText())
                : cloud.identity().user(user.path("name").asText(""), domain(user));
        return known.orElseThrow(Refusal.Unauthorized::new);
    }

    private AppCredential appCredential(JsonNode given) {
        if (given.hasNonNull("id")) {
            return cloud.tokens().appCredential(given.path("id").asText()).orElseThrow(Refusal.Unauthorized::new);
        }
        String name = given.path("name").asText("");
        return cloud.tokens().appCredentialsOf(user(given.path("user"))).stream()
                .filter(credential -> credential.name().equals(name))
                .findFirst()
                .orElseThrow(Refusal.Unauthorized::new);
    }

    private Optional<Identity.Project> scope(ObjectNode auth, JsonNode identity) {
        JsonNode project = auth.path("scope").path("project");
        if (project.isMissingNode()) {
            return Optional.empty();
        }
        if (identity.path("methods").path(0).asText("").equals("application_credential")) {
            throw new Refusal.Unauthorized(); // it carries its own scope and takes no other
        }
        Optional<Identity.Project> known = project.hasNonNull("id")
                ? cloud.identity().project(project.path("id").asText())
                : cloud.identity().project(project.path("name").asText(""), domain(project));
        return Optional.of(known.orElseThrow(Refusal.Unauthorized::new));
    }

    private static String domain(JsonNode named) {
        JsonNode domain = named.path("domain");
        return domain.path("id").asText(domain.path("name").asText(""));
    }

    private ApiReply show(ApiRequest request) {
        Token subject = cloud.tokens().valid(request.header("X-Subject-Token").orElse(""));
        return ApiReply.ok(Json.wrap("token", body(subject))).header("X-Subject-Token", subject.id());
    }

    private ApiReply revoke(ApiRequest request) {
        cloud.tokens().revoke(request.header("X-Subject-Token").orElse(""));
        return ApiReply.empty(204).ofType("");
    }

    private ApiReply catalog(ApiRequest request) {
        ObjectNode body = Json.wrap("catalog", catalog.services());
        body.set("links", Json.object().put("self", request.base() + "/v3/auth/catalog"));
        return ApiReply.ok(body);
    }

    private ObjectNode body(Token token) {
        ObjectNode body = Json.object();
        body.set("methods", Json.array().add(token.method()));
        ObjectNode user = Json.wrap("domain", domain(token.user().domain()));
        user.put("id", token.user().id()).put("name", token.user().name()).putNull("password_expires_at");
        body.set("user", user);
        body.set("audit_ids", Json.array().add(token.auditId()));
        body.put("expires_at", Json.micros(token.expiresAt()) + "Z");
        body.put("issued_at", Json.micros(token.issuedAt()) + "Z");
        token.project().ifPresent(project -> {
            ObjectNode scope = Json.wrap("domain", domain(project.domain()));
            body.set("project", scope.put("id", project.id()).put("name", project.name()));
            body.put("is_domain", false);
            body.set("roles", roles(token));
            body.set("catalog", catalog.services());
        });
        token.appCredential()
                .ifPresent(credential -> body.set(
                        "application_credential",
                        Json.object()
                                .put("id", credential.id())
                                .put("name", credential.name())
                                .put("restricted", credential.restricted())));
        return body;
    }

    private ArrayNode roles(Token token) {
        ArrayNode roles = Json.array();
        token.roles()
                .forEach(role -> roles.add(
                        Json.object().put("id", cloud.identity().roleId(role)).put("name", role.word())));
        return roles;
    }

    private static ObjectNode domain(Identity.Domain domain) {
        return Json.object().put("id", domain.id()).put("name", domain.name());
    }

    private static Refusal malformed(String what) {
        return new Refusal.BadRequest(
                "Expecting to find " + what + " in request body. The server could not comply with "
                        + "the request since it is either malformed or otherwise incorrect. The client is assumed to be in "
                        + "error.");
    }
}
