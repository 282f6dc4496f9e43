package io.boxoffice.server.e2e;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection that says exactly the bytes it is told to. For one thread; ten seconds without an answer are a hang. */
final class RawHttp implements AutoCloseable {
    private static final int TIMEOUT_MS = 10_000;

    /** What came back; the body as bytes that stand for characters. */
    record Answer(int status, String head, String body) {
        boolean closes() {
            return head.toLowerCase(Locale.ROOT).contains("connection: close");
        }
    }

    private final Socket socket;
    private final InputStream in;

    RawHttp(InetSocketAddress address) throws IOException {
        socket = new Socket("127.0.0.1", address.getPort());
        socket.setSoTimeout(TIMEOUT_MS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    RawHttp send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    RawHttp shutdownOutput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /**
     * The next answer; null when the server has ended the connection instead.
     *
     * @throws java.net.SocketTimeoutException when nothing comes
     */
    Answer read(boolean toHead) throws IOException {
        String head = head();
        if (head == null) {
            return null;
        }
        int status = Integer.parseInt(head.substring(9, 12));
        if (status == 100) {
            return read(toHead);
        }
        int length = toHead || status == 204 || status == 304 ? 0 : contentLength(head);
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("half an answer: " + head);
        }
        return new Answer(status, head, new String(body, StandardCharsets.ISO_8859_1));
    }

    private String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream(256);
        int state = 0;
        while (state < 4) {
            int b = in.read();
            if (b < 0) {
                if (head.size() == 0) {
                    return null;
                }
                throw new EOFException("half a head: " + head);
            }
            head.write(b);
            state = b == (state % 2 == 0 ? '\r' : '\n') ? state + 1 : b == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static int contentLength(String head) {
        int at = head.indexOf("content-length: ");
        return at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
