package org.updraft.openstack.embedded.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.updraft.openstack.embedded.model.Refusal;

/** Nova's microversion: what a request asks for, and what its reply says. */
final class Microversion {
    static final String LOWEST = "2.1";
    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,3})\\.(0|[1-9]\\d{0,4})");

    private Microversion() {}

    /** As the request writes it; {@link #LOWEST} if it names none. */
    static String asked(ApiRequest request) {
        String wanted = request.header("OpenStack-API-Version")
                .map(String::strip)
                .filter(text -> text.startsWith("compute "))
                .map(text -> text.substring("compute ".length()).strip())
                .or(() -> request.header("X-OpenStack-Nova-API-Version").map(String::strip))
                .orElse(LOWEST);
        return wanted.equals("latest") ? "2." + VersionsApi.NOVA_MINOR_MAX : wanted;
    }

    /** The part behind the dot; a 400 for what is no version, a 406 for one that is not spoken here. */
    static int minor(String version) {
        Matcher form = FORM.matcher(version);
        if (!form.matches()) {
            throw new Refusal.BadRequest(
                    "API Version String " + version + " is of invalid format. Must be of format MajorNum.MinorNum.");
        }
        int minor = Integer.parseInt(form.group(2));
        if (!form.group(1).equals("2") || minor < 1 || minor > VersionsApi.NOVA_MINOR_MAX) {
            throw new Refusal.NotAcceptable("Version " + version
                    + " is not supported by the API. Minimum is 2.1 and maximum is 2." + VersionsApi.NOVA_MINOR_MAX
                    + ".");
        }
        return minor;
    }

    /** Nova repeats what was asked for, even where it refuses it. */
    static ApiReply stamp(ApiReply reply, String version) {
        String shown = FORM.matcher(version).matches() ? version : LOWEST;
        return reply.header("OpenStack-API-Version", "compute " + shown)
                .header("X-OpenStack-Nova-API-Version", shown)
                .header("Vary", "OpenStack-API-Version, X-OpenStack-Nova-API-Version");
    }
}
