package org.updraft.openstack.adapter;

import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.openstack.OSFactory;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.adapter.connector.HttpFailure;

/**
 * Every request to a service of one cloud: with a valid token, in a fresh openstack4j session of this thread, once; a second
 * time only if the token was refused, as a request refused with 401 has done nothing.
 */
final class Calls {
    private final String cloud;
    private final Session session;
    private final Refusals refusals;

    Calls(String cloud, Session session, Refusals refusals) {
        this.cloud = cloud;
        this.session = session;
        this.refusals = refusals;
    }

    /** One request, and the reading of its reply. */
    interface Request<T> {
        T send(OSClientV3 client, Login login);
    }

    String cloud() {
        return cloud;
    }

    Session session() {
        return session;
    }

    /** @param tried as in "list the servers" */
    <T> T read(String tried, Request<T> request) throws CloudException {
        return ask(tried, false, request);
    }

    /** As {@link #read}, for a request whose lost reply leaves open what it did. */
    <T> T change(String tried, Request<T> request) throws CloudException {
        return ask(tried, true, request);
    }

    private <T> T ask(String tried, boolean changes, Request<T> request) throws CloudException {
        Login login = session.current();
        try {
            return send(request, login);
        } catch (HttpFailure.Refused e) {
            if (e.status() != 401) {
                throw refusals.of(e, tried, changes);
            }
        } catch (HttpFailure e) {
            throw refusals.of(e, tried, changes);
        } catch (Catalog.BadCatalog e) {
            throw new CloudException.Rejected(cloud, cloud + ": could not " + tried + ": " + e.getMessage(), e);
        }
        Login fresh = session.insteadOf(login);
        try {
            return send(request, fresh);
        } catch (HttpFailure e) {
            throw refusals.of(e, tried, changes);
        }
    }

    /** openstack4j keeps its session in the thread, set by whoever came last: so it is set anew right before each use. */
    private static <T> T send(Request<T> request, Login login) {
        return request.send(OSFactory.clientFromToken(login.token(), login.config()), login);
    }
}
