package io.boxoffice.services.ticket;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.Map;

/** The code of a ticket as a QR code, drawn as SVG: dark on white with its quiet zone, whatever colours the page has. Any thread. */
public final class TicketQr {
    /** Modules of white around it, as the standard wants. */
    private static final int QUIET = 4;

    private TicketQr() {}

    /**
     * An image without size, which fills what it stands in; its code is in no text.
     *
     * @throws IllegalArgumentException when the code is too long for a QR code
     */
    public static String svg(String code) {
        ByteMatrix modules = modules(code);
        int size = modules.getWidth();
        int all = size + 2 * QUIET;
        StringBuilder svg = new StringBuilder(8_192)
                .append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .append(all)
                .append(' ')
                .append(all)
                .append("\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h")
                .append(all)
                .append('v')
                .append(all)
                .append("H0z\"/><path d=\"");
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int run = 0;
                while (x + run < size && modules.get(x + run, y) == 1) {
                    run++;
                }
                if (run > 0) {
                    svg.append('M').append(x + QUIET).append(' ').append(y + QUIET);
                    svg.append('h').append(run).append("v1h-").append(run).append('z');
                    x += run;
                }
            }
        }
        return svg.append("\"/></svg>").toString();
    }

    private static ByteMatrix modules(String code) {
        try {
            return Encoder.encode(code, ErrorCorrectionLevel.M, Map.of(EncodeHintType.CHARACTER_SET, "UTF-8"))
                    .getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException("no QR code has so much", e);
        }
    }
}
