package org.updraft.openstack.credentials;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;

/** A file that may hold secrets: its text, of bounded length, and a warning if everybody may read it. */
record SecretFile(Path path, String text, List<String> warnings) {
    private static final int BYTES_MAX = 1 << 20;

    static SecretFile read(Path path) throws CredentialsException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw new CredentialsException(path + " is larger than 1 MiB; it does not look like credentials");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new SecretFile(path, text, warnings(path));
        } catch (CharacterCodingException e) {
            throw new CredentialsException(path + " is not text in UTF-8", e);
        } catch (NoSuchFileException e) {
            throw new CredentialsException("there is no file " + path, e);
        } catch (IOException e) {
            throw new CredentialsException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private static List<String> warnings(Path path) throws IOException {
        if (!Files.getFileStore(path).supportsFileAttributeView("posix")) {
            return List.of();
        }
        boolean everybody = Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ);
        return everybody
                ? List.of(path + " can be read by everybody on this machine; chmod o= it, as it may hold a secret")
                : List.of();
    }
}
