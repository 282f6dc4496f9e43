package io.boxoffice.server.backup;

import io.boxoffice.gateway.http.Digests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/** SHA-256 in hexadecimal digits. */
final class Sha256 {
    private static final int WINDOW_BYTES = 1 << 20;

    private Sha256() {}

    static String of(byte[] bytes) {
        return HexFormat.of().formatHex(Digests.sha256(bytes));
    }

    static String of(Path file) throws IOException {
        MessageDigest digest = Digests.sha256();
        ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(window.clear()) > 0) {
                digest.update(window.flip());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
