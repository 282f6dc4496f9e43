package io.boxoffice.services.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.boxoffice.gateway.booking.Credential;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TicketQrTest {
    private static final Pattern SIZE = Pattern.compile("viewBox=\"0 0 (\\d+) (\\d+)\"");
    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");
    private static final int PIXELS = 4;

    /** What a scanner reads of the image. */
    private static String read(String svg) throws Exception {
        Matcher size = SIZE.matcher(svg);
        assertTrue(size.find(), svg);
        int width = Integer.parseInt(size.group(1)) * PIXELS;
        int[] pixels = new int[width * width];
        Arrays.fill(pixels, 0xFFFFFF);
        Matcher run = RUN.matcher(svg);
        while (run.find()) {
            int x = Integer.parseInt(run.group(1)) * PIXELS;
            int y = Integer.parseInt(run.group(2)) * PIXELS;
            int length = Integer.parseInt(run.group(3)) * PIXELS;
            for (int line = y; line < y + PIXELS; line++) {
                Arrays.fill(pixels, line * width + x, line * width + x + length, 0);
            }
        }
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, width, pixels))))
                .getText();
    }

    @Test
    void shouldDrawACodeThatScannersRead() throws Exception {
        String code =
                TicketKeys.generate().code(new Credential(Long.MAX_VALUE, Long.MAX_VALUE, 47, 254, 0xFFFF_FFFFL, 0));
        String svg = TicketQr.svg(code);
        assertEquals(code, read(svg));
        assertFalse(svg.contains(code), "a code is in no text");
        Matcher size = SIZE.matcher(svg);
        assertTrue(size.find());
        // Version 8 has 49 modules a side, and the quiet zone 4 on each.
        assertTrue(Integer.parseInt(size.group(1)) <= 57, size.group());
        assertTrue(svg.length() < 16_384, svg.length() + " characters");
    }

    @Test
    void shouldRefuseWhatNoCodeHolds() {
        assertThrows(IllegalArgumentException.class, () -> TicketQr.svg("A".repeat(5_000)));
    }
}
