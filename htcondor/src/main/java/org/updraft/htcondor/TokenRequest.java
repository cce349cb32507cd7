package org.updraft.htcondor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What somebody has asked the collector for, over SSL and without showing who he is: {@code condor_token_request}. All of it is
 * the asker's own word, except for the request id and the address.
 *
 * @param requestId seven digits, chosen at random by the collector; used again for another request some day
 * @param clientId the asker's host name and a number; whoever knows both ids can fetch the token once it is approved
 * @param identity whose token it is to be
 * @param address from which the collector was asked, without a port
 * @param authorizations what the token is to be good for, in the order asked; none stands for everything
 * @param life how long the token is to live; empty stands for ever
 */
public record TokenRequest(
        String requestId,
        String clientId,
        String identity,
        String address,
        List<String> authorizations,
        Optional<Duration> life) {

    public TokenRequest {
        authorizations = List.copyOf(authorizations);
    }

    /** Both ids: another request may have one of them, hardly both. */
    public String key() {
        return requestId + " " + clientId;
    }
}
