package io.boxoffice.writer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A network before PostgreSQL that delays, or goes dead without a word: connections stay open, new ones are taken, and nothing
 * comes through. Any thread sets it.
 */
final class BadNetwork implements AutoCloseable {
    private static final int SMALL_PIECE_BYTES = 1_024;

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong bytesLeft = new AtomicLong(Long.MAX_VALUE);
    private final int target;
    private volatile long delayNs;

    BadNetwork(int target) throws IOException {
        this.target = target;
        daemon(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** From now on every piece, of a kilobyte at most, takes so long. */
    void delay(long pieceNs) {
        delayNs = pieceNs;
    }

    /** Goes dead when PostgreSQL has said so many bytes more. */
    void dieAfter(long bytes) {
        bytesLeft.set(bytes);
    }

    /** Works again, for new connections; what was lost stays lost. */
    void heal() {
        bytesLeft.set(Long.MAX_VALUE);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(server);
                daemon(() -> pump(client, server, false));
                daemon(() -> pump(server, client, true));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void pump(Socket from, Socket to, boolean fromServer) {
        byte[] bytes = new byte[SMALL_PIECE_BYTES];
        boolean dead = false;
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(bytes); n > 0; n = in.read(bytes)) {
                LockSupport.parkNanos(delayNs);
                dead = dead || (fromServer ? bytesLeft.addAndGet(-n) : bytesLeft.get()) < 0;
                if (!dead) {
                    out.write(bytes, 0, n);
                }
            }
        } catch (IOException e) {
            // The other direction has closed both.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "bad-network");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
