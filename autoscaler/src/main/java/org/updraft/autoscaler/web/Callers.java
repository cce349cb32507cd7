package org.updraft.autoscaler.web;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.updraft.autoscaler.web.Caller.Role;

/**
 * Tells callers apart: on the socket by what the kernel says of the process at the other end, on TCP by the token.
 */
final class Callers {

    private static final Set<String> ROOT = Set.of("root", "0");
    /** What stands for a user of whom the host knows the number only. */
    private static final Pattern UNNAMED = Pattern.compile("[0-9]+");

    private static final String BEARER = "Bearer ";

    private final String ownUser;
    private final Operators operators;
    private final Token token;
    private final Role withoutToken;

    /**
     * @param ownUser the user that the service runs as
     * @param withoutToken what anybody on loopback is: a reader or a passer-by
     */
    Callers(String ownUser, Operators operators, Token token, Role withoutToken) {
        this.ownUser = ownUser;
        this.operators = operators;
        this.token = token;
        this.withoutToken = withoutToken;
    }

    /** Empty if a token was shown and is not ours. */
    Optional<Caller> of(Request request) throws IOException {
        Object transport =
                request.getConnectionMetaData().getConnection().getEndPoint().getTransport();
        if (transport instanceof SocketChannel channel && isUnix(channel)) {
            return Optional.of(onSocket(channel.getOption(ExtendedSocketOptions.SO_PEERCRED)));
        }
        return onTcp(request.getHeaders().get(HttpHeader.AUTHORIZATION));
    }

    static boolean isUnix(SocketChannel channel) throws IOException {
        return channel.getLocalAddress() instanceof UnixDomainSocketAddress;
    }

    private Caller onSocket(UnixDomainPrincipal peer) {
        String user = peer.user().getName();
        if (ROOT.contains(user) || user.equals(ownUser)) {
            return new Caller(Role.ADMIN, user, true);
        }
        boolean operator = operators.includes(user, peer.group().getName());
        return new Caller(
                operator ? Role.OPERATOR : Role.USER,
                user,
                !UNNAMED.matcher(user).matches());
    }

    private Optional<Caller> onTcp(@org.jspecify.annotations.Nullable String authorization) {
        if (authorization == null) {
            return Optional.of(new Caller(withoutToken, "somebody on loopback", false));
        }
        boolean ours = authorization.startsWith(BEARER) && token.is(authorization.substring(BEARER.length()));
        return ours ? Optional.of(new Caller(Role.ADMIN, "the holder of the token", false)) : Optional.empty();
    }
}
