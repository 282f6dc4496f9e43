package io.boxoffice.services.media;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What a file says of itself, read by its structure before anything is decoded: whether it is whole, which way up it is looked at, and what
 * decoding it takes that its size alone does not tell.
 *
 * @param format           as Image I/O names it
 * @param orientation      of EXIF, 1 to 8
 * @param coefficientBytes that a progressive JPEG is gathered in before its first row is known; 0: it is read row by row
 */
record ImageHeader(Format format, int orientation, long coefficientBytes) {
    /** What can be read. */
    enum Format {
        JPEG,
        PNG,
        GIF,
        WEBP;

        String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** More passes than any program makes: each is over all of the image, however few bytes it has. */
    private static final int MAX_SCANS = 64;

    private static final int UPRIGHT = 1;
    private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;
    private static final String CUT_OFF = "the file ends early";

    /**
     * Looks at a file.
     *
     * @throws NotAnImageException when it is none of the formats, or not whole
     */
    static ImageHeader of(ByteBuffer file) {
        ByteBuffer bytes = file.duplicate().order(ByteOrder.BIG_ENDIAN);
        try {
            if (bytes.remaining() >= 3 && bytes.getShort(0) == (short) 0xFFD8 && bytes.get(2) == (byte) 0xFF) {
                return jpeg(bytes);
            }
            if (bytes.remaining() >= 12) {
                if (bytes.getLong(0) == PNG_SIGNATURE) {
                    return png(bytes);
                }
                if (text(bytes, 0, 4).equals("GIF8")) {
                    return new ImageHeader(Format.GIF, UPRIGHT, 0);
                }
                if (text(bytes, 0, 4).equals("RIFF") && text(bytes, 8, 4).equals("WEBP")) {
                    return webp(bytes);
                }
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new NotAnImageException(CUT_OFF);
        }
        throw new NotAnImageException("it is no JPEG, PNG, GIF or WebP");
    }

    private static String text(ByteBuffer bytes, int at, int length) {
        byte[] text = new byte[length];
        bytes.get(at, text);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static ImageHeader jpeg(ByteBuffer bytes) {
        int orientation = UPRIGHT;
        long coefficients = 0;
        int scans = 0;
        bytes.position(2);
        while (true) {
            int marker = marker(bytes);
            if (marker == 0xD9) {
                if (scans == 0) {
                    throw new NotAnImageException("it has no picture");
                }
                return new ImageHeader(Format.JPEG, orientation, coefficients);
            }
            int start = bytes.position() + 2;
            int end = start + Short.toUnsignedInt(bytes.getShort()) - 2;
            if (marker == 0xE1 && end - start > 6 && text(bytes, start, 6).equals("Exif\0\0")) {
                orientation = orientation(bytes, start + 6, end);
            } else if (marker == 0xC2) {
                coefficients = coefficients(bytes, start);
            } else if (marker == 0xDA && ++scans > MAX_SCANS) {
                throw new NotAnImageException("it has more passes than " + MAX_SCANS);
            }
            bytes.position(end);
        }
    }

    /** The next marker that has a segment, or the end of the image; what is encoded before it is passed over. */
    private static int marker(ByteBuffer bytes) {
        int before = 0;
        while (true) {
            int value = Byte.toUnsignedInt(bytes.get());
            boolean isRestart = value >= 0xD0 && value <= 0xD7;
            if (before == 0xFF && value != 0xFF && value > 1 && !isRestart) {
                return value;
            }
            before = value;
        }
    }

    /** Two bytes for each sample of each component, in whole blocks. */
    private static long coefficients(ByteBuffer bytes, int frame) {
        long height = Short.toUnsignedLong(bytes.getShort(frame + 1));
        long width = Short.toUnsignedLong(bytes.getShort(frame + 3));
        int components = bytes.get(frame + 5);
        int samples = 0;
        int most = 1;
        for (int i = 0; i < components; i++) {
            int factors = bytes.get(frame + 7 + 3 * i);
            int ofThis = Math.max(1, (factors >> 4 & 0xF) * (factors & 0xF));
            samples += ofThis;
            most = Math.max(most, ofThis);
        }
        return 2 * width * height * samples / most;
    }

    private static ImageHeader png(ByteBuffer bytes) {
        int orientation = UPRIGHT;
        boolean hasPicture = false;
        int at = 8;
        while (true) {
            int length = bytes.getInt(at);
            String type = text(bytes, at + 4, 4);
            int data = at + 8;
            int next = Math.addExact(data, Math.addExact(length, 4));
            if (length < 0 || next > bytes.limit()) {
                throw new NotAnImageException(CUT_OFF);
            }
            if (type.equals("IEND")) {
                if (!hasPicture) {
                    throw new NotAnImageException("it has no picture");
                }
                return new ImageHeader(Format.PNG, orientation, 0);
            }
            hasPicture |= type.equals("IDAT");
            if (type.equals("eXIf")) {
                orientation = orientation(bytes, data, data + length);
            }
            at = next;
        }
    }

    private static ImageHeader webp(ByteBuffer bytes) {
        int orientation = UPRIGHT;
        ByteBuffer little = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        long end = Integer.toUnsignedLong(little.getInt(4)) + 8;
        if (end > bytes.limit()) {
            throw new NotAnImageException(CUT_OFF);
        }
        int at = 12;
        while (at + 8 <= end) {
            int length = little.getInt(at + 4);
            int data = at + 8;
            if (length < 0 || length > end - data) {
                throw new NotAnImageException(CUT_OFF);
            }
            if (text(bytes, at, 4).equals("EXIF")) {
                boolean named = length > 6 && text(bytes, data, 4).equals("Exif");
                orientation = orientation(bytes, named ? data + 6 : data, data + length);
            }
            at = data + length + (length & 1);
        }
        return new ImageHeader(Format.WEBP, orientation, 0);
    }

    /** The orientation that EXIF's first directory names; upright, when it names none that there is. */
    private static int orientation(ByteBuffer bytes, int from, int to) {
        try {
            ByteBuffer tiff = bytes.slice(from, to - from);
            tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int directory = tiff.getInt(4);
            int entries = Short.toUnsignedInt(tiff.getShort(directory));
            for (int i = 0; i < entries; i++) {
                int entry = directory + 2 + 12 * i;
                if (tiff.getShort(entry) == 0x0112) {
                    int value = tiff.getShort(entry + 8);
                    return value >= 1 && value <= 8 ? value : UPRIGHT;
                }
            }
        } catch (IndexOutOfBoundsException e) {
            // What is said of the image is broken; the image need not be.
            return UPRIGHT;
        }
        return UPRIGHT;
    }
}
