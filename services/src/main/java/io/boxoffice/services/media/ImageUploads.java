package io.boxoffice.services.media;

import io.boxoffice.gateway.http.Digests;
import io.boxoffice.services.ImageSize;
import io.boxoffice.services.media.ImageEncoder.Encoded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Takes files that were sent: decodes them, stores their sizes, and adds them to the organisation's images. Blocks and computes; any thread. */
final class ImageUploads {
    private final Images images;
    private final ImageEncoder encoder;
    private final ImageStore store;

    ImageUploads(Images images, ImageEncoder encoder, ImageStore store) {
        this.images = images;
        this.encoder = encoder;
        this.store = store;
    }

    /**
     * Adds an image to an organisation's; bytes that are stored already are not decoded again.
     *
     * @throws NotAnImageException when the file cannot be taken
     */
    Images.Added take(long organisationId, Path file) {
        ByteBuffer bytes = map(file);
        String hash = hash(bytes);
        Optional<Images.Added> known = images.share(organisationId, hash);
        if (known.isPresent()) {
            return known.get();
        }
        Encoded encoded = encoder.encode(file, ImageHeader.of(bytes));
        List<Integer> widths = ImageSize.widths(encoded.width());
        images.announce(
                organisationId, new Images.Row(hash, encoded.width(), encoded.height(), widths, encoded.bytes()));
        for (int i = 0; i < widths.size(); i++) {
            store.put(ImageSize.name(hash, widths.get(i)), encoded.jpegs().get(i));
        }
        return images.add(organisationId, hash);
    }

    /** Not on the heap. */
    private static ByteBuffer map(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        } catch (IOException e) {
            throw new UncheckedIOException("a file that was just written cannot be read", e);
        }
    }

    private static String hash(ByteBuffer bytes) {
        MessageDigest digest = Digests.sha256();
        digest.update(bytes.duplicate());
        return HexFormat.of().formatHex(digest.digest());
    }
}
