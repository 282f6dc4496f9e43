package io.boxoffice.gateway;

import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate and key that new connections are met with. A thread of its own looks now and then whether the files have changed:
 * a new pair that works together is taken, connections that stand keep theirs; one that does not is said in the log, once, and the
 * old one stays. Any thread may ask.
 */
final class ReloadingTls implements Supplier<SslContext>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReloadingTls.class);

    private final GatewayConfig.TlsFiles files;
    private final Thread thread;
    private volatile SslContext current;
    private volatile boolean closed;
    private byte[] known;

    /**
     * Reads the files and begins to watch them.
     *
     * @throws IOException when they cannot be used; one line
     */
    ReloadingTls(GatewayConfig.TlsFiles files) throws IOException {
        this.files = files;
        known = content();
        current = TlsContexts.of(files);
        thread = new Thread(this::watch, "tls-files");
        thread.setDaemon(true);
        if (files.reloadIntervalMs() > 0) {
            thread.start();
        }
    }

    @Override
    public SslContext get() {
        return current;
    }

    private void watch() {
        while (!closed) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(files.reloadIntervalMs()));
            if (!closed) {
                look();
            }
        }
    }

    private void look() {
        byte[] now = content();
        if (Arrays.equals(now, known)) {
            return;
        }
        known = now;
        try {
            current = TlsContexts.of(files);
            LOG.info("New connections are met with the certificate that is in {} now", files.certificateChain());
        } catch (IOException | RuntimeException e) {
            LOG.error("The changed TLS files are not used, the former certificate stays: {}", e.getMessage());
        }
    }

    /** Of both files, one after the other; nothing for one that cannot be read, which is a change too. */
    private byte[] content() {
        byte[] certificate = read(files.certificateChain());
        byte[] key = read(files.privateKey());
        byte[] both = Arrays.copyOf(certificate, certificate.length + 1 + key.length);
        System.arraycopy(key, 0, both, certificate.length + 1, key.length);
        return both;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
