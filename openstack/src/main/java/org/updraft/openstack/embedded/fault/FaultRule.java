package org.updraft.openstack.embedded.fault;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which calls or servers a fault hits, how often, and what it does. A condition that is empty holds for all; one on method or
 * path never holds for a call without HTTP. Patterns must match somewhere, not all over.
 *
 * @param after calls that fit are let through this often first
 * @param count how often it hits, then it is spent; empty for ever
 * @param probability from 0 to 1, drawn from the seed
 */
public record FaultRule(
        String name,
        Optional<String> service,
        Optional<String> operation,
        Optional<String> method,
        Optional<Pattern> path,
        Optional<Pattern> server,
        int after,
        Optional<Integer> count,
        double probability,
        Effect effect) {

    /** A rule that hits every time; narrow it with the {@code on…} methods. */
    public static FaultRule of(String name, Effect effect) {
        return new FaultRule(
                name,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                1.0,
                effect);
    }

    public FaultRule onOperation(String wanted) {
        return new FaultRule(
                name, service, Optional.of(wanted), method, path, server, after, count, probability, effect);
    }

    public FaultRule onService(String wanted) {
        return new FaultRule(
                name, Optional.of(wanted), operation, method, path, server, after, count, probability, effect);
    }

    public FaultRule onServer(String nameRegex) {
        return new FaultRule(
                name,
                service,
                operation,
                method,
                path,
                Optional.of(Pattern.compile(nameRegex)),
                after,
                count,
                probability,
                effect);
    }

    public FaultRule times(int hits) {
        return new FaultRule(
                name, service, operation, method, path, server, after, Optional.of(hits), probability, effect);
    }

    /** Of those that it would hit, only this share. */
    public FaultRule probably(double share) {
        return new FaultRule(name, service, operation, method, path, server, after, count, share, effect);
    }

    boolean fits(Call call) {
        return effect instanceof Effect.OnCall
                && service.map(call.service()::equals).orElse(true)
                && operation.map(call.operation()::equals).orElse(true)
                && fitsHttp(call)
                && server.map(wanted -> call.serverName()
                                .map(actual -> wanted.matcher(actual).find())
                                .orElse(false))
                        .orElse(true);
    }

    boolean fitsServer(String serverName) {
        return effect instanceof Effect.OnServer
                && server.map(wanted -> wanted.matcher(serverName).find()).orElse(true);
    }

    private boolean fitsHttp(Call call) {
        boolean methodFits = method.map(
                        wanted -> call.method().map(wanted::equalsIgnoreCase).orElse(false))
                .orElse(true);
        return methodFits
                && path.map(wanted -> call.path()
                                .map(actual -> wanted.matcher(actual).find())
                                .orElse(false))
                        .orElse(true);
    }
}
