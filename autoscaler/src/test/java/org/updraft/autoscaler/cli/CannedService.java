package org.updraft.autoscaler.cli;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Answers one caller with bytes that a real service would not send, or only to somebody else. */
final class CannedService implements AutoCloseable {

    private final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);

    CannedService(Path socket, String answer) throws IOException {
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(() -> answer(answer));
    }

    static String json(String status, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length + "\r\n\r\n" + json;
    }

    private void answer(String answer) {
        try (SocketChannel caller = server.accept()) {
            caller.read(ByteBuffer.allocate(8192));
            ByteBuffer bytes = ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                caller.write(bytes);
            }
        } catch (IOException e) {
            // the caller has gone, as it may when the answer is too long
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
