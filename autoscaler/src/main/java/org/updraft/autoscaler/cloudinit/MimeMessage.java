package org.updraft.autoscaler.cloudinit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Updraft's cloud-config, a site's and a user's parts in one message, as cloud-init takes several. */
final class MimeMessage {
    private static final String BOUNDARY = "updraft-part-boundary";

    /** Lists of this part before those of earlier ones; a single value only where no earlier one has it. */
    private static final String MERGE = "Merge-Type: list(prepend)+dict(no_replace,recurse_list)+str()\n";

    private static final String CONFIG = "cloud-config";

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(76, new byte[] {'\n'});

    private MimeMessage() {}

    /**
     * Alone, ours is no message at all. Each cloud-config's lists come before those of the parts above it, so the user's stand
     * from the last to the first and the site's at the end: then the site's run first, the user's in their order, ours last.
     */
    static String of(String updrafts, Optional<SiteCloudConfig> sites, List<UserPart> users) {
        if (sites.isEmpty() && users.isEmpty()) {
            return updrafts;
        }
        var message = new StringBuilder(
                "Content-Type: multipart/mixed; boundary=\"" + BOUNDARY + "\"\nMIME-Version: 1.0\n\n");
        message.append(part("updraft.yaml", CONFIG, "", updrafts.getBytes(StandardCharsets.UTF_8)));
        for (int number = 1; number <= users.size(); number++) {
            UserPart user = users.get(number - 1);
            if (!user.subtype().equals(CONFIG)) {
                message.append(part(fileName(number, user), user.subtype(), "", user.content()));
            }
        }
        for (int number = users.size(); number >= 1; number--) {
            UserPart user = users.get(number - 1);
            if (user.subtype().equals(CONFIG)) {
                message.append(part(fileName(number, user), CONFIG, MERGE, user.content()));
            }
        }
        sites.ifPresent(site ->
                message.append(part("site.yaml", CONFIG, MERGE, site.text().getBytes(StandardCharsets.UTF_8))));
        return message.append("--" + BOUNDARY + "--\n").toString();
    }

    /** cloud-init runs scripts in the order of their names, runcmd's, which joins, among them: these come before it. */
    private static String fileName(int number, UserPart user) {
        return "part-user-" + number + "-" + user.name();
    }

    /** In base64: no line of a part can look like the boundary, and every character arrives. */
    private static String part(String name, String subtype, String header, byte[] content) {
        return "--" + BOUNDARY + "\nContent-Type: text/" + subtype + "; charset=\"utf-8\"\n"
                + "Content-Transfer-Encoding: base64\n"
                + "Content-Disposition: attachment; filename=\"" + name + "\"\n"
                + header + "\n"
                + LINES.encodeToString(content)
                + "\n";
    }
}
