package io.boxoffice.server.e2e;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for servers that are told theirs before they start. Any thread. */
final class FreePorts {
    /** Below those that systems give to connections that go out, and to whoever asks for any: nobody gets one of these by chance. */
    private static final int FIRST = 15_000;

    private static final int END = 32_000;

    private FreePorts() {}

    /** A port of loopback that is free now. */
    static int next() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // Another one, then.
                continue;
            }
        }
    }
}
