package io.boxoffice.services.media;

import io.boxoffice.services.ImageSize;
import io.boxoffice.services.media.ImageHeader.Format;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import net.coobird.thumbnailator.Thumbnails;

/**
 * Makes the sizes of an image: the way up that it is looked at, transparent places white, without what the file says beside the picture. What
 * that takes of memory is known from the header, and refused when it is too much. Computes for long; any thread, but only as many as there is
 * memory for.
 */
final class ImageEncoder {
    private static final double QUALITY = 0.82;
    /** No JPEG has longer sides, and nothing that is looked at comes near. */
    private static final int MAX_SIDE = 30_000;
    /** Of the copy that is drawn on white. */
    private static final int COPY_BYTES = 4;
    /** From here on, EXIF's orientation is one in which width and height change places. */
    private static final int FIRST_SIDEWAYS = 5;

    private final MediaConfig.Decoding limits;

    ImageEncoder(MediaConfig.Decoding limits) {
        this.limits = limits;
    }

    /**
     * An image as it is looked at, and its sizes.
     *
     * @param jpegs by {@link ImageSize#widths}
     */
    record Encoded(int width, int height, List<byte[]> jpegs) {
        long bytes() {
            return jpegs.stream().mapToLong(jpeg -> jpeg.length).sum();
        }
    }

    /** What was decoded, upright, of an image that may be larger; its size is that as it is looked at. */
    private record Decoded(int width, int height, BufferedImage picture) {}

    /**
     * All sizes of the image in a file.
     *
     * @throws NotAnImageException when it cannot be read, or has too many pixels
     */
    Encoded encode(Path file, ImageHeader header) {
        try {
            return sizes(decode(file, header));
        } catch (NotAnImageException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Readers throw whatever they stumble over.
            throw new NotAnImageException("it cannot be decoded: " + e.getMessage());
        }
    }

    private Decoded decode(Path file, ImageHeader header) throws IOException {
        Iterator<ImageReader> readers =
                ImageIO.getImageReadersByFormatName(header.format().text());
        ImageReader reader = readers.next();
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            boolean isSideways = header.orientation() >= FIRST_SIDEWAYS;
            int step = step(reader, header, width, height, isSideways ? height : width);
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceSubsampling(step, step, 0, 0);
            BufferedImage picture = upright(reader.read(0, param), header.orientation());
            return new Decoded(isSideways ? height : width, isSideways ? width : height, picture);
        } finally {
            reader.dispose();
        }
    }

    /** Of how many pixels, in each direction, one is decoded: as many as leave the largest size sharp, and as the memory asks for. */
    private int step(ImageReader reader, ImageHeader header, long width, long height, int widthAsLookedAt)
            throws IOException {
        if (width * height > limits.maxPixels() || Math.max(width, height) > MAX_SIDE) {
            throw new NotAnImageException(
                    limits.maxPixels() + " are taken, and " + MAX_SIDE + " in a row or column", width, height);
        }
        int sampleBits = reader.getImageTypes(0).next().getSampleModel().getSampleSize(0);
        long pixelBytes = (sampleBits > Byte.SIZE ? 8 : 4) + COPY_BYTES;
        long half = limits.maxBytes() / 2;
        boolean whole = header.format() == Format.WEBP;
        if (header.coefficientBytes() > half || whole && width * height * pixelBytes > half) {
            throw new NotAnImageException(
                    whole ? "a WebP must be smaller" : "a progressive JPEG must be smaller", width, height);
        }
        if (whole) {
            return 1;
        }
        int step = Math.max(1, widthAsLookedAt / ImageSize.MAX_WIDTH);
        while ((width / step) * (height / step) * pixelBytes > half) {
            step++;
        }
        return step;
    }

    /** On white, and turned as EXIF says: a copy, unless it is so already. */
    private static BufferedImage upright(BufferedImage picture, int orientation) {
        boolean isOpaque =
                picture.getType() == BufferedImage.TYPE_INT_RGB || picture.getType() == BufferedImage.TYPE_3BYTE_BGR;
        if (isOpaque && orientation == 1) {
            return picture;
        }
        int width = picture.getWidth();
        int height = picture.getHeight();
        boolean isSideways = orientation >= FIRST_SIDEWAYS;
        BufferedImage copy =
                new BufferedImage(isSideways ? height : width, isSideways ? width : height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = copy.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, copy.getWidth(), copy.getHeight());
            graphics.drawImage(picture, turn(orientation, width, height), null);
        } finally {
            graphics.dispose();
        }
        return copy;
    }

    private static AffineTransform turn(int orientation, int width, int height) {
        return switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }

    private static Encoded sizes(Decoded image) throws IOException {
        List<byte[]> jpegs = new ArrayList<>();
        for (int width : ImageSize.widths(image.width)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Thumbnails.of(image.picture)
                    .forceSize(width, ImageSize.height(width, image.width, image.height))
                    .outputFormat("jpg")
                    .outputQuality(QUALITY)
                    .toOutputStream(out);
            jpegs.add(out.toByteArray());
        }
        return new Encoded(image.width, image.height, jpegs);
    }
}
