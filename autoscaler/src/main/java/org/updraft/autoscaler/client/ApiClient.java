package org.updraft.autoscaler.client;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Asks the service on this host one thing, over HTTP/1.1 on its Unix socket. An answer may have {@value #BYTES_MAX} bytes;
 * nothing is tried twice.
 */
public final class ApiClient {

    public static final Duration DEADLINE = Duration.ofSeconds(20);
    public static final int BYTES_MAX = 16 << 20;
    private static final int PIECE = 64 << 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path socket;
    private final Duration deadline;

    /** @param deadline from the first byte sent to the last one read */
    public ApiClient(Path socket, Duration deadline) {
        this.socket = socket;
        this.deadline = deadline;
    }

    /** @param status of HTTP: 200 if it was done */
    public record Reply(int status, JsonNode body) {}

    /**
     * @param method GET or POST
     * @param path below {@code /api/v1}, escaped
     * @throws IOException if nobody listens, or what answers is late, cut off, too long or no service of ours
     */
    public Reply send(String method, String path) throws IOException {
        return send(method, path, new byte[0]);
    }

    /** As {@link #send(String, String)}, with a body. */
    public Reply send(String method, String path, byte[] body) throws IOException {
        String head = method + " /api/v1" + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n"
                + "Content-Length: " + body.length + "\r\nConnection: close\r\n\r\n";
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        HttpReply reply = HttpReply.parse(exchange(request.toByteArray()));
        try {
            return new Reply(reply.status(), JSON.readTree(reply.body()));
        } catch (JacksonException e) {
            throw new IOException(
                    "what answers on " + socket + " speaks no JSON (HTTP " + reply.status() + "); is it Updraft's?", e);
        }
    }

    private byte[] exchange(byte[] request) throws IOException {
        long end = System.nanoTime() + deadline.toNanos();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (SocketChannel channel = SocketChannel.open(java.net.StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, 0);
            if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
                await(key, SelectionKey.OP_CONNECT, end);
                channel.finishConnect();
            }
            ByteBuffer out = ByteBuffer.wrap(request);
            while (out.hasRemaining()) {
                await(key, SelectionKey.OP_WRITE, end);
                channel.write(out);
            }
            ByteBuffer in = ByteBuffer.allocate(PIECE);
            while (true) {
                await(key, SelectionKey.OP_READ, end);
                if (channel.read(in.clear()) < 0) {
                    return answer.toByteArray();
                }
                answer.write(in.array(), 0, in.position());
                if (answer.size() > BYTES_MAX) {
                    throw new IOException("the answer on " + socket + " is longer than " + BYTES_MAX + " bytes");
                }
            }
        }
    }

    private void await(SelectionKey key, int operation, long end) throws IOException {
        key.interestOps(operation);
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0 || key.selector().select(left) == 0) {
            throw new IOException("no whole answer on " + socket + " within " + deadline.toSeconds() + " s");
        }
        key.selector().selectedKeys().clear();
    }
}
