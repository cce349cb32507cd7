package org.updraft.autoscaler.cloudinit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Updraft's and a site's cloud-config in one message, as cloud-init takes several. */
final class MimeMessage {
    private static final String BOUNDARY = "updraft-part-boundary";

    /** Lists of this part before those of the first; a single value only where the first has none. */
    private static final String MERGE = "list(prepend)+dict(no_replace,recurse_list)+str()";

    private MimeMessage() {}

    static String of(String updrafts, SiteCloudConfig sites) {
        return "Content-Type: multipart/mixed; boundary=\"" + BOUNDARY + "\"\nMIME-Version: 1.0\n\n"
                + part("updraft.yaml", "", updrafts)
                + part("site.yaml", "Merge-Type: " + MERGE + "\n", sites.text())
                + "--" + BOUNDARY + "--\n";
    }

    /** In base64: no line of a part can look like the boundary, and every character arrives. */
    private static String part(String name, String header, String text) {
        return "--" + BOUNDARY + "\nContent-Type: text/cloud-config; charset=\"utf-8\"\n"
                + "Content-Transfer-Encoding: base64\n"
                + "Content-Disposition: attachment; filename=\"" + name + "\"\n"
                + header + "\n"
                + Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(text.getBytes(StandardCharsets.UTF_8))
                + "\n";
    }
}
