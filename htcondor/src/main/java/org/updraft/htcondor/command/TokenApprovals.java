package org.updraft.htcondor.command;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.updraft.htcondor.CondorException;
import org.updraft.htcondor.TokenRequest;
import org.updraft.htcondor.classad.Ad;

/**
 * {@code condor_token_request_list} and {@code condor_token_request_approve}. Never {@code condor_token_request_auto_approve}: it
 * approves whoever comes from a network.
 */
final class TokenApprovals {

    /** On stderr, with exit value 0, and also what one without ADMINISTRATOR at the collector is told. */
    private static final String NONE = "Remote daemon reports no requests pending.";

    private static final String QUESTION = "To approve, please type 'yes'\n";
    private static final Pattern GONE =
            Pattern.compile("did not provide information for request ID|Request unknown|Request in incorrect state");

    /** The collector stops at 1,001. */
    private static final int MOST = 10_000;
    /** Of each text. What is cut matches nothing that we approve. */
    private static final int LONGEST = 300;

    private TokenApprovals() {}

    /** @throws CondorException.Unreachable also if more are listed than a collector keeps */
    static List<TokenRequest> requests(CondorTools tools) throws CondorException {
        List<TokenRequest> requests = new ArrayList<>();
        ToolCall call = tools.aimed("condor_token_request_list").with("-json");
        ToolReply reply = tools.tryAds(call, ad -> {
            if (requests.size() == MOST) {
                throw new IOException("more than " + MOST + " requests");
            }
            requests.add(request(ad));
        });
        boolean none = reply.exitValue() == 0 && reply.complaint().strip().equals(NONE) && requests.isEmpty();
        if (!none || reply.killedAfter().isPresent()) {
            Complaints.requireClean(call, reply);
        }
        return List.copyOf(requests);
    }

    /** The tool fetches the request anew and shows it before it asks; only if that is what was decided about, it is told yes. */
    static void approve(CondorTools tools, TokenRequest request) throws CondorException {
        ToolCall call =
                tools.aimed("condor_token_request_approve").with("-reqid", Names.requireId(request.requestId()));
        Dialogue dialogue = new Dialogue(
                QUESTION, "yes\n", shown -> ShownRequest.read(shown).equals(Optional.of(request)));
        CondorTools.Order order = tools.order(call, dialogue);
        if (GONE.matcher(order.words()).find()) {
            throw new CondorException.Refused(
                    "request %s is not there any more: it was approved already, has expired, or the collector was restarted; the worker asks again"
                            .formatted(request.requestId()),
                    null);
        }
        if (order.done() && dialogue.agreed()) {
            return;
        }
        if (!dialogue.agreed() && order.output().contains(QUESTION)) {
            throw new CondorException.Refused(
                    "%s showed another request than the one decided about (%s for %s), so it was not approved: %s"
                            .formatted(call, request.requestId(), request.identity(), Excerpt.of(order.output(), 300)),
                    null);
        }
        throw order.failure();
    }

    static TokenRequest request(Ad ad) {
        return new TokenRequest(
                text(ad, "RequestId"),
                text(ad, "ClientId"),
                text(ad, "RequestedIdentity"),
                text(ad, "PeerLocation"),
                authorizations(text(ad, "LimitAuthorization")),
                ad.whole("TokenLifetime").isPresent()
                        ? Optional.of(
                                Duration.ofSeconds(ad.whole("TokenLifetime").getAsLong()))
                        : Optional.empty());
    }

    static List<String> authorizations(String list) {
        return Stream.of(list.split(",", -1)).filter(word -> !word.isEmpty()).toList();
    }

    private static String text(Ad ad, String name) {
        String text = ad.text(name).orElse("");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
