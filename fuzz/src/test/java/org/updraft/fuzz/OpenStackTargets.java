package org.updraft.fuzz;

import static org.updraft.fuzz.Samples.files;
import static org.updraft.fuzz.Samples.together;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.updraft.openstack.Belonging;
import org.updraft.openstack.BootRequest;
import org.updraft.openstack.CloudException;
import org.updraft.openstack.adapter.CatalogReader;
import org.updraft.openstack.adapter.OpenStackCloud;

/** What clouds answer, read by the adapter from a local HTTP server. Documented is {@link CloudException}. */
final class OpenStackTargets {

    private static final String REPLIES = "openstack/replies/";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ID = "7b7d7e7f-0000-4000-8000-000000000001";
    private static final BootRequest BOOT = new BootRequest(
            "updraft-x",
            "f",
            "i",
            List.of("n"),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            "",
            Map.of(),
            Set.of(),
            false);

    private OpenStackTargets() {}

    /** One way to ask. */
    private interface Question {
        void ask(OpenStackCloud cloud) throws CloudException;
    }

    static List<Target> all() {
        return List.of(
                new Target("catalog", tokens(), 6, CatalogReader::takes),
                keystone(),
                service(
                        "nova",
                        "/v2.1/",
                        bodies(
                                REPLIES + "{s,f,l}*.json",
                                REPLIES + "recorded/*{server,flavor,limit,keypair,zone,console,actions}*.json"),
                        OpenStackCloud::servers,
                        cloud -> cloud.server(ID),
                        OpenStackCloud::flavors,
                        OpenStackCloud::quota,
                        OpenStackCloud::keyNames,
                        OpenStackCloud::zones,
                        cloud -> cloud.boot(BOOT),
                        cloud -> cloud.delete(ID),
                        cloud -> cloud.pause(ID),
                        cloud -> cloud.consoleTail(ID, 5),
                        cloud -> cloud.instanceActions(ID, 5)),
                service(
                        "glance",
                        "/v2/",
                        bodies(REPLIES + "images.json", REPLIES + "recorded/*image*.json"),
                        OpenStackCloud::images,
                        cloud -> cloud.acceptImage(ID),
                        cloud -> cloud.sharing().images(),
                        cloud -> cloud.sharing().image(ID),
                        cloud -> cloud.sharing().makeShared(ID),
                        cloud -> cloud.sharing().addMember(ID, "p")),
                service(
                        "neutron",
                        "/v2.0/",
                        together(
                                bodies(
                                        REPLIES + "networks.json",
                                        REPLIES + "recorded/*{network,subnet,group,neutron}*.json"),
                                PORTS),
                        OpenStackCloud::networks,
                        OpenStackCloud::securityGroups,
                        cloud -> cloud.isolate(ID),
                        cloud -> cloud.attachFloatingIp(ID, "public", "batch"),
                        OpenStackCloud::belongings,
                        cloud -> cloud.collect(left(Belonging.Kind.PORT, "p1")),
                        cloud -> cloud.collect(left(Belonging.Kind.FLOATING_IP, "f1")),
                        cloud -> cloud.delete(ID)));
    }

    private static final List<byte[]> PORTS = Samples.of(
            "{\"ports\": [{\"id\": \"p1\", \"name\": \"\", \"project_id\": \"p\", \"device_id\": \"" + ID
                    + "\", \"device_owner\": \"compute:nova\", \"updated_at\": \"2026-11-22T00:45:30Z\","
                    + " \"fixed_ips\": [{\"ip_address\": \"10.0.0.5\"}]}]}",
            "{\"floatingips\": [{\"id\": \"f1\", \"floating_ip_address\": \"203.0.113.5\", \"description\": \"updraft:"
                    + ID + "\", \"port_id\": null}], \"floatingips_links\": [{\"rel\": \"next\", \"href\": \"x\"}]}");

    private static Belonging left(Belonging.Kind kind, String id) {
        return new Belonging(kind, id, ID, kind == Belonging.Kind.PORT ? "" : "batch", "", false, Optional.empty());
    }

    private static List<byte[]> tokens() {
        return bodies(REPLIES + "token.json", REPLIES + "recorded/*token*.json");
    }

    /** Logs in anew for each input, to one project. Where the catalog leads is not asked: that would be other machines. */
    private static Target keystone() {
        OneAnswerCloud server = new OneAnswerCloud("/v3/");
        OpenStackCloud cloud = server.connect();
        List<byte[]> samples =
                bodies(REPLIES + "token.json", REPLIES + "recorded/*{09-token,unscoped,appcred,401}*.json");
        return new Target("keystone", AskedFor.each(samples, 1), 15, input -> {
            AskedFor asked = AskedFor.read(input);
            server.letPass(Duration.ofDays(3650));
            server.answers(asked.status(), asked.body());
            return asked(cloud, OpenStackCloud::binding);
        });
    }

    private static Target service(String name, String path, List<byte[]> samples, Question... questions) {
        OneAnswerCloud server = new OneAnswerCloud(path);
        OpenStackCloud cloud = server.connect();
        if (name.equals("nova")) {
            // before answers are broken: which version Nova speaks is asked once
            server.answers(200, files(REPLIES + "nova-version.json").getFirst());
            asked(cloud, OpenStackCloud::quota);
        }
        return new Target(name, AskedFor.each(samples, questions.length), 15, input -> {
            AskedFor asked = AskedFor.read(input);
            server.answers(asked.status(), asked.body());
            return asked(cloud, questions[asked.question() % questions.length]);
        });
    }

    /** Bodies of replies, as they stand alone or beside what was asked for when they were recorded. */
    private static List<byte[]> bodies(String... patterns) {
        List<byte[]> bodies = new ArrayList<>();
        for (String pattern : patterns) {
            for (byte[] file : files(pattern)) {
                bodies.add(body(file));
            }
        }
        return bodies;
    }

    private static byte[] body(byte[] file) {
        try {
            JsonNode json = JSON.readTree(file);
            return json.has("body") && json.has("request") ? JSON.writeValueAsBytes(json.get("body")) : file;
        } catch (IOException cutOff) {
            // a sample that is longer than samples are
            return file;
        }
    }

    private static boolean asked(OpenStackCloud cloud, Question question) {
        try {
            question.ask(cloud);
            return true;
        } catch (CloudException refused) {
            return false;
        }
    }
}
