package io.boxoffice.services.http;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/** Files of images, good and bad, made byte by byte where no program would make them. */
final class TestImages {
    private TestImages() {}

    /** Red in the left half and blue in the right one; with alpha, the lowest quarter is transparent. */
    static BufferedImage redAndBlue(int width, int height, boolean alpha) {
        int type = alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        int painted = alpha ? height * 3 / 4 : height;
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, painted);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(width / 2, 0, width - width / 2, painted);
        graphics.dispose();
        return image;
    }

    static byte[] file(BufferedImage image, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] png(int width, int height) {
        return file(redAndBlue(width, height, false), "png");
    }

    static BufferedImage decoded(byte[] file) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(file));
    }

    /** A JPEG with what cameras say: which way up, and where it was made. */
    static byte[] photo(int width, int height, int orientation) {
        byte[] jpeg = file(redAndBlue(width, height, false), "jpg");
        ByteArrayOutputStream exif = new ByteArrayOutputStream();
        writeTo(
                exif,
                "Exif\0\0MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0" + (char) orientation + "\0\0\0\0\0\0Made in Vienna");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        int length = exif.size() + 2;
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xE1, (byte) (length >> 8), (byte) length});
        out.writeBytes(exif.toByteArray());
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    private static void writeTo(ByteArrayOutputStream out, String latin) {
        out.writeBytes(latin.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The start of a JPEG, as far as its first pass, with that pass many times; each is nearly empty. */
    static byte[] passes(int count) {
        byte[] jpeg = file(redAndBlue(16, 16, false), "jpg");
        int scan = new String(jpeg, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00da");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, scan);
        for (int i = 0; i < count; i++) {
            out.write(jpeg, scan, jpeg.length - 2 - scan);
        }
        out.write(jpeg, jpeg.length - 2, 2);
        return out.toByteArray();
    }

    /** A JPEG that says it is progressive, of a size; there is little behind its header. */
    static byte[] progressive(int width, int height) {
        byte[] jpeg = file(redAndBlue(16, 16, false), "jpg");
        int frame = new String(jpeg, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c0");
        jpeg[frame + 1] = (byte) 0xC2;
        jpeg[frame + 5] = (byte) (height >> 8);
        jpeg[frame + 6] = (byte) height;
        jpeg[frame + 7] = (byte) (width >> 8);
        jpeg[frame + 8] = (byte) width;
        return jpeg;
    }

    /** A PNG that says a size, whose rows are zeros. */
    static byte[] zeros(int width, int height, long bytes) {
        return chunks(width, height, deflated(bytes), null);
    }

    /** A PNG of one pixel beside a text that unpacks to so many bytes. */
    static byte[] textOf(long bytes) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes("Comment\0\0".getBytes(StandardCharsets.ISO_8859_1));
        text.writeBytes(deflated(bytes));
        return chunks(1, 1, deflated(4), text.toByteArray());
    }

    private static byte[] chunks(int width, int height, byte[] picture, byte[] text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(0x89504E470D0A1A0AL);
            ByteArrayOutputStream header = new ByteArrayOutputStream();
            DataOutputStream fields = new DataOutputStream(header);
            fields.writeInt(width);
            fields.writeInt(height);
            fields.write(new byte[] {8, 2, 0, 0, 0});
            chunk(out, "IHDR", header.toByteArray());
            if (text != null) {
                chunk(out, "zTXt", text);
            }
            chunk(out, "IDAT", picture);
            chunk(out, "IEND", new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        out.writeInt(data.length);
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        out.write(name);
        out.write(data);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeInt((int) crc.getValue());
    }

    private static byte[] deflated(long zeros) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, new Deflater(Deflater.BEST_COMPRESSION))) {
            byte[] some = new byte[1 << 16];
            for (long left = zeros; left > 0; left -= some.length) {
                deflater.write(some, 0, (int) Math.min(left, some.length));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A lossless WebP, all red, of few bytes however large it is: each of its codes has one symbol, which takes no bits. */
    static byte[] webp(int width, int height) {
        BitSet bits = new BitSet();
        int at = 0;
        // Size, alpha, version; neither transforms, colour cache nor several groups of codes; green, red, blue, alpha,
        // distance.
        int[][] fields = {
            {width - 1, 14},
            {height - 1, 14},
            {0, 4},
            {0, 3},
            {5, 3},
            {0, 8},
            {5, 3},
            {255, 8},
            {5, 3},
            {0, 8},
            {5, 3},
            {255, 8},
            {1, 3},
            {0, 1}
        };
        for (int[] field : fields) {
            for (int bit = 0; bit < field[1]; bit++) {
                bits.set(at++, (field[0] >> bit & 1) == 1);
            }
        }
        byte[] stream = Arrays.copyOf(bits.toByteArray(), 15);
        ByteBuffer file = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.ISO_8859_1)).putInt(28);
        file.put("WEBPVP8L".getBytes(StandardCharsets.ISO_8859_1)).putInt(16);
        return file.put((byte) 0x2F).put(stream).array();
    }

    static byte[] cut(byte[] file) {
        return Arrays.copyOf(file, file.length * 2 / 3);
    }
}
