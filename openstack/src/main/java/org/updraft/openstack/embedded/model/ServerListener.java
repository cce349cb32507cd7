package org.updraft.openstack.embedded.model;

import java.time.Instant;

/**
 * Hears of servers as they change; called from whoever lets time pass ({@link CloudModel#advance}), in order of the changes'
 * own instants. It may call the model; what that makes due runs after it.
 */
public interface ServerListener {

    /** It has become ACTIVE for the first time: its operating system starts, with {@code server.spec()} and its ports. */
    void onActive(ModelServer server, Instant at);

    /** It no longer runs anywhere and never will. */
    void onGone(ModelServer server, Instant at);

    /** It was paused, stopped, crashed, or runs again. */
    default void onPower(ModelServer server, Instant at) {}
}
