package org.updraft.autoscaler.web;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The file of the Unix socket: that of a dead service is removed, that of a living one is refused. */
final class SocketFile {

    /** What Linux takes, its end mark left out. */
    private static final int PATH_BYTES_MAX = 107;

    private SocketFile() {}

    /** After this nothing lies at {@code socket}. */
    static void makeWay(Path socket) throws IOException {
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length > PATH_BYTES_MAX) {
            throw new IOException("the path of the socket is longer than the " + PATH_BYTES_MAX
                    + " bytes that Linux takes: " + socket + "; name a shorter one by listen.socket");
        }
        Files.createDirectories(socket.toAbsolutePath().getParent());
        if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(socket, java.nio.file.attribute.BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException(
                    socket + " is there and is not a socket; remove it, or name another path by listen.socket");
        }
        if (answers(socket)) {
            throw new IOException("a service is listening on " + socket
                    + " already; stop that one, or name another path by listen.socket");
        }
        Files.delete(socket);
    }

    /** Who calls is told by the kernel, so everybody may. */
    static void openToAll(Path socket) throws IOException {
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
    }

    private static boolean answers(Path socket) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return channel.isConnected();
        } catch (ConnectException refused) {
            return false;
        }
    }
}
