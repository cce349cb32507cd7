package org.updraft.openstack.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.adapter.connector.CloudHttp;
import org.updraft.openstack.adapter.connector.HttpFailure;

/**
 * Which microversion to speak to a Nova. 2.69 (Stein) is the least: from there on a server in a cell that is down is listed,
 * not left out; the flavor is embedded (2.47), tags can be given at create (2.52), flavors carry extra specs (2.61).
 */
final class Microversion {
    private static final int WANTED = 79;
    private static final int LEAST = 69;
    private static final Pattern NUMBER = Pattern.compile("2\\.(\\d{1,4})");
    private static final Pattern VERSION_ROOT = Pattern.compile("^(.*?/v2(?:\\.\\d+)?)(?:/.*)?$");

    private Microversion() {}

    static String of(CloudHttp http, Calls calls) throws CloudException {
        String offered = calls.read("ask Nova for its versions", (client, login) -> {
            HttpRequest request = HttpRequest.newBuilder(root(login.catalog().endpoint(Route.COMPUTE)))
                    .header("Accept", "application/json")
                    .header("X-Auth-Token", login.token().getId())
                    .build();
            return offered(http.send(request).json());
        });
        Matcher number = NUMBER.matcher(offered);
        int minor = number.matches() ? Integer.parseInt(number.group(1)) : 0;
        if (minor < LEAST) {
            throw new CloudException.Rejected(
                    calls.cloud(),
                    calls.cloud() + ": its Nova offers API microversions up to "
                            + (offered.isEmpty() ? "none" : offered) + ", Updraft needs 2." + LEAST
                            + " (OpenStack Stein, 2019) or later, and its catalog must name the v2.1 endpoint",
                    null);
        }
        return "2." + Math.min(minor, WANTED);
    }

    /** The catalog's address may end with the project id; the version document is above that. */
    private static URI root(String endpoint) {
        Matcher root = VERSION_ROOT.matcher(endpoint);
        return URI.create((root.matches() ? root.group(1) : endpoint) + "/");
    }

    private static String offered(JsonNode reply) {
        JsonNode version = reply.path("version");
        if (!version.path("id").isTextual()) {
            throw new HttpFailure.Unreadable("Nova's version document names no version", null);
        }
        return version.path("version").asText("");
    }
}
