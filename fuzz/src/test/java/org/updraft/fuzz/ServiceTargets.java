package org.updraft.fuzz;

import static org.updraft.fuzz.Samples.files;
import static org.updraft.fuzz.Samples.of;
import static org.updraft.fuzz.Samples.together;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.updraft.autoscaler.cloudinit.CloudInit;
import org.updraft.autoscaler.cloudinit.PoolAddress;
import org.updraft.autoscaler.cloudinit.SiteCloudConfig;
import org.updraft.autoscaler.cloudinit.Templates;
import org.updraft.autoscaler.cloudinit.TokenSource;
import org.updraft.autoscaler.cloudinit.UserPart;
import org.updraft.autoscaler.metrics.Metrics;
import org.updraft.autoscaler.web.SampleDesk;
import org.updraft.autoscaler.web.WebServer;
import org.updraft.jobtools.job.ServiceDesk;

/** What users hand to the service, and what comes back. */
final class ServiceTargets {

    private static final List<byte[]> PARTS = of(
            "#cloud-config\npackages: [git, &a curl, *a]\nwrite_files:\n- path: /etc/x\n  content: |\n    a: b\n",
            "#cloud-config\nruncmd:\n- [sh, -c, \"echo 'x' > /tmp/y\"]\nbootcmd: !!seq [a]\nusers:\n- {name: u, uid: 0x10, t: 2026-11-22}\n",
            "#!/bin/sh\nset -e\necho \"$1\"\n",
            "#cloud-boothook\n#!/bin/sh\necho é\n");

    private static final List<byte[]> REQUESTS = of(
            request("GET", "/api/v1/status", ""),
            request("GET", "/api/v1/workers/0abc", ""),
            request("GET", "/api/v1/why/1.0?x=%20&y", ""),
            request("GET", "/api/v1/turns?most=5&before=9", ""),
            request("POST", "/api/v1/clouds/west/disable", ""),
            request("POST", "/api/v1/images/west/shared-1/accept", ""),
            request("GET", "/metrics", ""),
            request("GET", "/", ""),
            request("POST", "/api/v1/cloud-config?type=cloud-config", "#cloud-config\npackages: [git]\n"),
            request("POST", "/api/v1/cloud-config?type=x-shellscript", "#!/bin/sh\necho\n"),
            request("DELETE", "/api/v1/cloud-config/" + "a".repeat(64), ""),
            "POST /api/v1/cloud-config HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n#clou\r\n0\r\n\r\n");

    private static final List<byte[]> ANSWERS = of(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
                    + "{\"clouds\": [{\"name\": \"west\", \"quota\": {\"instances\": {\"max\": 3, \"used\": 1}, \"cores\": {\"max\": -1}}}]}",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1c\r\n{\"answers\": [{\"sentences\": [\r\n8\r\n\"a b\"]}]\r\n1;x\r\n}\r\n0\r\n\r\n",
            "HTTP/1.1 404 Not Found\r\nContent-Length: 16\r\n\r\n{\"error\": \"no\"} ");

    private ServiceTargets() {}

    static List<Target> all() {
        Scratch scratch = new Scratch();
        CloudInit cloudInit = cloudInit();
        return List.of(
                new Target("user-part", PARTS, 100, input -> part(cloudInit, input)),
                new Target(
                        "site-part",
                        together(PARTS.subList(0, 2), files("cloudinit-templates/cloud-config.yaml")),
                        12,
                        ServiceTargets::site),
                new Target("http-api", REQUESTS, 20, served(scratch)),
                new Target("http-reply", ANSWERS, 12, answered(scratch)));
    }

    private static String request(String method, String path, String body) {
        return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body;
    }

    private static CloudInit cloudInit() {
        PoolAddress pool = new PoolAddress(
                "cm.example.org",
                9618,
                "example.org",
                "updraft@example.org",
                Duration.ofMinutes(1),
                Duration.ofHours(2),
                Duration.ofMinutes(15));
        return new CloudInit(Templates.builtIn(), pool, TokenSource.userData(TokenSource.LIFE));
    }

    /** What is taken can be booted with, or is too long for it. */
    private static boolean part(CloudInit cloudInit, byte[] input) {
        boolean taken = false;
        for (String subtype : List.of("cloud-config", "x-shellscript", "cloud-boothook")) {
            UserPart part;
            try {
                part = new UserPart("0123456789ab", subtype, input);
            } catch (IllegalArgumentException refused) {
                continue;
            }
            taken |= cloudInit.tooLong(Optional.empty(), List.of(part)).isEmpty();
        }
        return taken;
    }

    private static boolean site(byte[] input) {
        try {
            return !new SiteCloudConfig(new String(input, StandardCharsets.UTF_8))
                    .text()
                    .isEmpty();
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    /** The service's own web server, on its socket. It has no answer that says that it has failed itself. */
    private static Target.Reader served(Scratch scratch) {
        Path socket = scratch.folder().resolve("api.sock");
        try {
            SampleDesk desk = new SampleDesk().spool(scratch.folder().resolve("spool"));
            WebServer.start(
                    new WebServer.Doors(
                            Optional.of(socket),
                            Optional.empty(),
                            scratch.folder().resolve("http-token"),
                            false,
                            WebServer.Doors.PATIENCE),
                    desk,
                    new Metrics(desk.clock()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return input -> {
            String answer = exchange(socket, input);
            String status = answer.length() < 12 ? "none" : answer.substring(9, 12);
            if (status.startsWith("5")
                    && !answer.contains("no turn has been taken yet")
                    && !status.equals("505")
                    && !status.equals("501")) {
                throw new IllegalStateException(answer);
            }
            return status.startsWith("2");
        };
    }

    private static String exchange(Path socket, byte[] request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                ByteBuffer out = ByteBuffer.wrap(request);
                while (out.hasRemaining()) {
                    channel.write(out);
                }
                channel.shutdownOutput();
                ByteBuffer in = ByteBuffer.allocate(8192);
                while (channel.read(in.clear()) >= 0) {
                    answer.write(in.array(), 0, in.position());
                }
            } catch (IOException closedOnUs) {
                // a server need not read what it refuses
                return answer.toString(StandardCharsets.ISO_8859_1);
            }
            return answer.toString(StandardCharsets.ISO_8859_1);
        }
    }

    /** What stands at the service's socket may be anything. */
    private static Target.Reader answered(Scratch scratch) {
        Path socket = scratch.folder().resolve("other.sock");
        byte[][] next = {{}};
        serve(socket, next);
        ServiceDesk desk = new ServiceDesk(socket);
        return input -> {
            synchronized (next) {
                next[0] = input;
            }
            try {
                desk.limits("west");
                desk.why("1.0");
                return true;
            } catch (IOException refused) {
                return false;
            }
        };
    }

    private static void serve(Path socket, byte[][] next) {
        try {
            ServerSocketChannel server =
                    ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
            Thread thread = new Thread(() -> answerAll(server, next), "service");
            thread.setDaemon(true);
            thread.start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answerAll(ServerSocketChannel server, byte[][] next) {
        while (true) {
            try (SocketChannel client = server.accept()) {
                client.read(ByteBuffer.allocate(8192));
                ByteBuffer out;
                synchronized (next) {
                    out = ByteBuffer.wrap(next[0]);
                }
                while (out.hasRemaining()) {
                    client.write(out);
                }
            } catch (IOException gone) {
                continue;
            }
        }
    }
}
