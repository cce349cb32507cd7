package org.updraft.autoscaler.web;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections that send a request byte by byte. An idle timeout does not: each byte begins it anew, and with enough
 * such connections nobody else gets in.
 */
final class SlowClients implements Connection.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(SlowClients.class);

    private final Scheduler scheduler;
    private final Duration period;

    /** @param period a request must be whole within two of them */
    SlowClients(Scheduler scheduler, Duration period) {
        this.scheduler = scheduler;
        this.period = period;
    }

    @Override
    public void onOpened(Connection connection) {
        later(new Watch(connection, 0, 0, 0));
    }

    @Override
    public void onClosed(Connection connection) {
        // its watch finds it closed, and ends
    }

    private void later(Watch watch) {
        scheduler.schedule(() -> look(watch), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look(Watch watch) {
        if (!watch.connection().getEndPoint().isOpen()) {
            return;
        }
        Watch next = watch.next();
        if (next.dribbles() >= 2) {
            LOG.info("closed a connection that sent half a request in {} s", 2 * period.toSeconds());
            watch.connection().close();
            return;
        }
        later(next);
    }

    /**
     * @param dribbles looks in a row that found bytes and no whole request
     */
    private record Watch(Connection connection, long bytes, long requests, int dribbles) {
        Watch next() {
            long bytesNow = connection.getBytesIn();
            long requestsNow = connection.getMessagesIn();
            boolean dribbled = bytesNow > bytes && requestsNow == requests;
            return new Watch(connection, bytesNow, requestsNow, dribbled ? dribbles + 1 : 0);
        }
    }
}
