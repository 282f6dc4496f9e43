package io.boxoffice.writer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Stands before PostgreSQL, and can cut a connection when a commit is done but not yet answered. */
final class CuttingProxy implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final int target;
    private volatile boolean armed;
    private volatile boolean hasCut;

    CuttingProxy(int target) throws IOException {
        this.target = target;
        daemon(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    void cutAtNextCommit() {
        armed = true;
    }

    boolean hasCut() {
        return hasCut;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                daemon(() -> pump(client, server, false));
                daemon(() -> pump(server, client, true));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void pump(Socket from, Socket to, boolean fromServer) {
        byte[] bytes = new byte[65_536];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(bytes); n > 0; n = in.read(bytes)) {
                if (fromServer && armed && new String(bytes, 0, n, StandardCharsets.ISO_8859_1).contains("COMMIT\0")) {
                    armed = false;
                    hasCut = true;
                    return;
                }
                out.write(bytes, 0, n);
            }
        } catch (IOException e) {
            // The other direction has closed both.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "cutting-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
