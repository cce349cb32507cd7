package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import org.updraft.openstack.embedded.model.CloudModel;
import org.updraft.openstack.embedded.model.KeyPairs.KeyPair;
import org.updraft.openstack.embedded.model.Refusal;

/** SSH keys of the user. */
final class NovaKeyPairsApi {
    private final CloudModel cloud;

    private NovaKeyPairsApi(CloudModel cloud) {
        this.cloud = cloud;
    }

    static void routes(Router router, CloudModel cloud) {
        NovaKeyPairsApi api = new NovaKeyPairsApi(cloud);
        router.add("GET", "/v2.1/os-keypairs", "keypairs.list", api::list);
        router.add("POST", "/v2.1/os-keypairs", "keypairs.create", api::create);
        router.add("GET", "/v2.1/os-keypairs/{name}", "keypairs.show", api::show);
        router.add("DELETE", "/v2.1/os-keypairs/{name}", "keypairs.delete", api::delete);
    }

    private ApiReply list(ApiRequest request) {
        ArrayNode pairs = Json.array();
        cloud.keyPairs().of(user(request)).forEach(pair -> pairs.add(Json.wrap("keypair", body(request, pair))));
        return ApiReply.ok(Json.wrap("keypairs", pairs));
    }

    private ApiReply create(ApiRequest request) {
        ObjectNode wanted = request.json("keypair");
        String name = Words.limited("name", Words.requiredText(wanted, "name", "keypair"), 1, 255);
        boolean generate = Words.text(wanted, "public_key").isEmpty();
        String publicKey = Words.text(wanted, "public_key")
                .orElseGet(() -> "ssh-rsa "
                        + cloud.chance().secret(372).replace('-', '/').replace('_', '+') + " Generated-by-Nova");
        String type = Words.text(wanted, "type").orElse("ssh");
        KeyPair pair =
                cloud.keyPairs().add(request.projectId(), user(request), name, type, publicKey, fingerprint(publicKey));
        ObjectNode body = body(request, pair).put("user_id", pair.userId());
        if (generate) {
            body.put(
                    "private_key",
                    "-----BEGIN EMBEDDED CLOUD KEY-----\nopens nothing\n-----END EMBEDDED CLOUD KEY-----\n");
        }
        return ApiReply.json(request.minor() >= 2 ? 201 : 200, Json.wrap("keypair", body));
    }

    private ApiReply show(ApiRequest request) {
        KeyPair pair = cloud.keyPairs()
                .find(user(request), request.param("name"))
                .orElseThrow(() -> new Refusal.NotFound(
                        "Keypair " + request.param("name") + " not found for user " + user(request)));
        ObjectNode body = body(request, pair)
                .put("user_id", pair.userId())
                .put("deleted", false)
                .put("created_at", Json.micros(pair.created()))
                .putNull("updated_at")
                .putNull("deleted_at")
                .put("id", pair.id());
        return ApiReply.ok(Json.wrap("keypair", body));
    }

    private ApiReply delete(ApiRequest request) {
        cloud.keyPairs().delete(user(request), request.param("name"));
        return ApiReply.empty(request.minor() >= 2 ? 204 : 202);
    }

    private static ObjectNode body(ApiRequest request, KeyPair pair) {
        ObjectNode body = Json.object()
                .put("name", pair.name())
                .put("public_key", pair.publicKey())
                .put("fingerprint", pair.fingerprint());
        return request.minor() >= 2 ? body.put("type", pair.type()) : body;
    }

    /** MD5 of the key's bytes in pairs of hex digits, as ssh-keygen -E md5 prints it. */
    private static String fingerprint(String publicKey) {
        String[] parts = publicKey.split(" ", -1);
        if (parts.length < 2) {
            throw new Refusal.BadRequest("Keypair data is invalid: failed to generate fingerprint");
        }
        try {
            String hex = Digests.hex("MD5", Base64.getDecoder().decode(parts[1]));
            return hex.replaceAll("(..)(?!$)", "$1:");
        } catch (IllegalArgumentException notBase64) {
            throw new Refusal.BadRequest("Keypair data is invalid: failed to generate fingerprint");
        }
    }

    private static String user(ApiRequest request) {
        return request.token().user().id();
    }
}
