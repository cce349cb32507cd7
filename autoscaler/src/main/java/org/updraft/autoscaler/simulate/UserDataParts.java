package org.updraft.autoscaler.simulate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.updraft.htcondor.vmjob.SpooledPart;

/**
 * User data, which is Updraft's cloud-config alone or a MIME message of it and others', taken apart.
 *
 * @param updrafts the cloud-config that makes the machine a worker
 * @param users parts that a user has written, in the order of their names
 */
record UserDataParts(String updrafts, List<SpooledPart> users) {

    private static final Pattern PART =
            Pattern.compile("Content-Type: text/([a-z-]+).*?filename=\"([^\"]+)\".*?\n\n(.*?)\n--", Pattern.DOTALL);

    static UserDataParts of(String userData) {
        if (!userData.startsWith("Content-Type: multipart/")) {
            return new UserDataParts(userData, List.of());
        }
        String updrafts = "";
        Map<String, SpooledPart> users = new TreeMap<>();
        Matcher part = PART.matcher(userData);
        while (part.find()) {
            byte[] content = Base64.getMimeDecoder().decode(part.group(3));
            String name = part.group(2);
            if (name.equals("updraft.yaml")) {
                updrafts = new String(content, StandardCharsets.UTF_8);
            } else if (name.startsWith("part-user-")) {
                users.put(name, new SpooledPart(sha256(content), part.group(1)));
            }
        }
        return new UserDataParts(updrafts, List.copyOf(users.values()));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
