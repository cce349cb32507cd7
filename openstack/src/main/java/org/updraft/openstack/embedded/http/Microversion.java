package org.updraft.openstack.embedded.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.updraft.openstack.embedded.model.Refusal;

/** Nova's microversion: what a request asks for, and what its reply says. */
final class Microversion {
    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,3})\\.(0|[1-9]\\d{0,4})");

    private Microversion() {}

    /** The minor part of the version asked for; 1 if none is. */
    static int of(ApiRequest request) {
        Optional<String> wanted = request.header("OpenStack-API-Version")
                .map(String::strip)
                .filter(text -> text.startsWith("compute "))
                .map(text -> text.substring("compute ".length()).strip())
                .or(() -> request.header("X-OpenStack-Nova-API-Version").map(String::strip));
        if (wanted.isEmpty()) {
            return 1;
        }
        if (wanted.get().equals("latest")) {
            return VersionsApi.NOVA_MINOR_MAX;
        }
        Matcher form = FORM.matcher(wanted.get());
        if (!form.matches()) {
            throw new Refusal.BadRequest("API Version String " + wanted.get()
                    + " is of invalid format. Must be of format MajorNum.MinorNum.");
        }
        int minor = Integer.parseInt(form.group(2));
        if (!form.group(1).equals("2") || minor < 1 || minor > VersionsApi.NOVA_MINOR_MAX) {
            throw new Refusal.NotAcceptable("Version " + wanted.get()
                    + " is not supported by the API. Minimum is 2.1 and maximum is 2." + VersionsApi.NOVA_MINOR_MAX
                    + ".");
        }
        return minor;
    }

    static ApiReply stamp(ApiReply reply, int minor) {
        return reply.header("OpenStack-API-Version", "compute 2." + minor)
                .header("X-OpenStack-Nova-API-Version", "2." + minor)
                .header("Vary", "OpenStack-API-Version, X-OpenStack-Nova-API-Version");
    }
}
