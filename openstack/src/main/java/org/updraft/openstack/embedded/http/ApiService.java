package org.updraft.openstack.embedded.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.updraft.openstack.embedded.model.Refusal;

/** The services, where each answers, and the form each gives its errors. */
enum ApiService {
    IDENTITY("identity", "keystone"),
    COMPUTE("compute", "nova"),
    IMAGE("image", "glance"),
    NETWORK("networking", "neutron");

    private final String folder;
    private final String product;

    ApiService(String folder, String product) {
        this.folder = folder;
        this.product = product;
    }

    /** The first part of its paths. */
    String folder() {
        return folder;
    }

    /** Its name in the catalog. */
    String product() {
        return product;
    }

    /** Its type in the catalog, and its name in fault rules. */
    String type() {
        return this == NETWORK ? "network" : folder;
    }

    ApiReply error(Refusal refusal, String keystoneUrl) {
        if (refusal instanceof Refusal.Unauthorized) {
            return unauthorized(refusal, keystoneUrl);
        }
        return error(refusal.status(), refusal.kind(), refusal.getMessage());
    }

    /** Also for what was never asked of the model: unknown paths, faults by script, our own mistakes. */
    ApiReply error(int status, String kind, String message) {
        return switch (this) {
            case IDENTITY -> ApiReply.json(status, keystone(status, message));
            case COMPUTE -> ApiReply.json(status, nova(status, message)).ofType("application/json; charset=UTF-8");
            case IMAGE ->
                ApiReply.text(
                        status,
                        "text/plain; charset=UTF-8",
                        status + " " + title(status) + "\n\n" + message + "\n\n   ");
            case NETWORK -> ApiReply.json(status, neutron(kind, message));
        };
    }

    private ApiReply unauthorized(Refusal refusal, String keystoneUrl) {
        ApiReply reply = switch (this) {
            case IDENTITY -> ApiReply.json(401, keystone(401, refusal.getMessage()));
            case COMPUTE, NETWORK -> ApiReply.json(401, keystone(401, refusal.getMessage()));
            case IMAGE ->
                ApiReply.text(
                        401,
                        "text/plain; charset=UTF-8",
                        "401 Unauthorized\n\nThis server could not verify that you are authorized to access the "
                                + "document you requested. Either you supplied the wrong credentials (e.g., bad "
                                + "password), or your browser does not understand how to supply the credentials "
                                + "required.\n\n   ");
        };
        return reply.header("WWW-Authenticate", "Keystone uri=\"" + keystoneUrl + "\"");
    }

    private static ObjectNode keystone(int status, String message) {
        ObjectNode error =
                Json.object().put("code", status).put("message", message).put("title", title(status));
        return Json.wrap("error", error);
    }

    private static ObjectNode nova(int status, String message) {
        String key = switch (status) {
            case 400 -> "badRequest";
            case 401 -> "unauthorized";
            case 403 -> "forbidden";
            case 404 -> "itemNotFound";
            case 405 -> "badMethod";
            case 409 -> "conflictingRequest";
            case 413, 429 -> "overLimit";
            case 415 -> "badMediaType";
            case 501 -> "notImplemented";
            case 503 -> "serviceUnavailable";
            default -> "computeFault";
        };
        return Json.wrap(key, Json.object().put("code", status).put("message", message));
    }

    private static ObjectNode neutron(String kind, String message) {
        ObjectNode error =
                Json.object().put("type", kind).put("message", message).put("detail", "");
        return Json.wrap("NeutronError", error);
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 409 -> "Conflict";
            case 413 -> "Request Entity Too Large";
            case 429 -> "Too Many Requests";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }
}
