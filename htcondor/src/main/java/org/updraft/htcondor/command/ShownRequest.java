package org.updraft.htcondor.command;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.updraft.htcondor.TokenRequest;

/**
 * A request as {@code condor_token_request_approve} shows it: {@code NAME = "text"} or {@code NAME = number}, one a line. A text
 * that would have to be escaped, an unknown name or one that comes twice makes it unreadable: nothing we approve has such.
 */
final class ShownRequest {

    private static final String HEAD = "Request contents:\n";
    private static final Pattern LINE = Pattern.compile("([A-Za-z]+) = (?:\"([A-Za-z0-9.,:@_/-]*)\"|([0-9]{1,10}))");
    private static final Set<String> TEXTS = Set.of(
            "ClientId",
            "RequestId",
            "PeerLocation",
            "RequestedIdentity",
            "LimitAuthorization",
            "AuthenticatedIdentity");
    private static final String LIFE = "TokenLifetime";

    private ShownRequest() {}

    /** Empty if it cannot be read for certain. */
    static Optional<TokenRequest> read(String shown) {
        if (!shown.startsWith(HEAD)) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        List<String> lines = shown.substring(HEAD.length()).lines().toList();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (line.isEmpty()) {
                continue;
            }
            if (!matcher.matches()) {
                return Optional.empty();
            }
            String name = matcher.group(1);
            String value = matcher.group(name.equals(LIFE) ? 3 : 2);
            boolean known = name.equals(LIFE) || TEXTS.contains(name);
            if (!known || value == null || values.putIfAbsent(name, value) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new TokenRequest(
                values.getOrDefault("RequestId", ""),
                values.getOrDefault("ClientId", ""),
                values.getOrDefault("RequestedIdentity", ""),
                values.getOrDefault("PeerLocation", ""),
                TokenApprovals.authorizations(values.getOrDefault("LimitAuthorization", "")),
                Optional.ofNullable(values.get(LIFE)).map(Long::parseLong).map(Duration::ofSeconds)));
    }
}
