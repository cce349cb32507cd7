package org.updraft.openstack.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.updraft.openstack.Flavor;
import org.updraft.openstack.InstanceAction;
import org.updraft.openstack.Server;
import org.updraft.openstack.Server.PowerState;

/** Nova's servers and flavors, at microversion 2.69 and later, as values. */
final class ServerJson {
    private ServerJson() {}

    static Server server(Fields json) {
        String id = json.text("id");
        Fields server = json.named("server " + id);
        String status = server.text("status");
        return status.equals("UNKNOWN") ? inCellThatIsDown(server, id) : server(server, id, status);
    }

    private static Server server(Fields server, String id, String status) {
        return new Server(
                id,
                server.text("name"),
                status,
                server.maybeText("OS-EXT-STS:task_state"),
                powerState(server.numberOr("OS-EXT-STS:power_state", -1)),
                server.instant("created"),
                server.instant("updated"),
                embeddedFlavor(server.object("flavor")),
                new Fields(server.json().path("image"), "image").maybeText("id"),
                addresses(server.object("addresses").json()),
                server.texts("metadata"),
                new Fields(server.json().path("fault"), "fault").maybeText("message"),
                server.maybeText("OS-EXT-AZ:availability_zone"));
    }

    /** Nova then knows the id, the time of creation, and little else; guessing the rest would look like knowledge. */
    private static Server inCellThatIsDown(Fields server, String id) {
        Instant created = server.instant("created");
        Flavor unknown = new Flavor("", "", 0, 0, 0, 0, 0, Map.of());
        return new Server(
                id,
                "",
                "UNKNOWN",
                Optional.empty(),
                PowerState.UNKNOWN,
                created,
                created,
                unknown,
                Optional.empty(),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty());
    }

    static Flavor flavor(Fields json) {
        Fields flavor = json.named("flavor " + json.text("id"));
        return flavor(flavor, flavor.text("id"), flavor.text("name"), "OS-FLV-EXT-DATA:ephemeral");
    }

    private static Flavor embeddedFlavor(Fields flavor) {
        return flavor(flavor, "", flavor.text("original_name"), "ephemeral");
    }

    private static Flavor flavor(Fields flavor, String id, String name, String ephemeral) {
        // absent where the site's policy hides them
        Map<String, String> extraSpecs =
                flavor.json().path("extra_specs").isObject() ? flavor.texts("extra_specs") : Map.of();
        return new Flavor(
                id,
                name,
                flavor.number("vcpus"),
                flavor.number("ram"),
                flavor.number("disk"),
                (int) flavor.numberOr(ephemeral, 0),
                Gpus.of(extraSpecs),
                extraSpecs);
    }

    static InstanceAction action(Fields json) {
        return new InstanceAction(
                json.text("action"),
                json.text("request_id"),
                json.instantWithoutZone("start_time"),
                json.maybeText("message"));
    }

    private static PowerState powerState(long number) {
        return switch ((int) number) {
            case 0 -> PowerState.NOSTATE;
            case 1 -> PowerState.RUNNING;
            case 3 -> PowerState.PAUSED;
            case 4 -> PowerState.SHUTDOWN;
            case 6 -> PowerState.CRASHED;
            case 7 -> PowerState.SUSPENDED;
            default -> PowerState.UNKNOWN;
        };
    }

    private static List<String> addresses(JsonNode networks) {
        record Address(long version, String text) {}
        List<Address> all = new ArrayList<>();
        for (JsonNode network : networks) {
            for (JsonNode address : network) {
                Fields fields = new Fields(address, "an address");
                all.add(new Address(fields.numberOr("version", 4), fields.text("addr")));
            }
        }
        return all.stream()
                .sorted(Comparator.comparingLong(Address::version))
                .map(Address::text)
                .toList();
    }
}
