package org.updraft.autoscaler.simulate;

import java.time.Instant;
import org.updraft.autoscaler.pool.Beacon;
import org.updraft.autoscaler.pool.Stage;
import org.updraft.openstack.embedded.model.ModelServer;

/** What a worker's machine writes on its console as it starts, as the templates' scripts would. */
record GuestConsole(ModelServer server) {

    static GuestConsole starting(ModelServer server, GuestConfig config, Instant at) {
        GuestConsole console = new GuestConsole(server);
        console.tell(Stage.STARTED, Beacon.State.OK, at);
        console.tell(Stage.NETWORK, Beacon.State.OK, at);
        console.tell(Stage.DISK, Beacon.State.OK, at);
        console.tell(Stage.PACKAGES, Beacon.State.OK, at);
        config.asking().ifPresent(asking -> console.tell(Stage.TOKEN, Beacon.State.WAITS, at));
        return console;
    }

    void joined(Instant at) {
        tell(Stage.TOKEN, Beacon.State.OK, at);
        tell(Stage.CONDOR, Beacon.State.OK, at);
        tell(Stage.JOINED, Beacon.State.OK, at);
    }

    private void tell(Stage stage, Beacon.State state, Instant at) {
        server.print(new Beacon(stage, state, at, "", "").line());
    }
}
