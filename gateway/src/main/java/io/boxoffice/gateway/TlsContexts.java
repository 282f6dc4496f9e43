package io.boxoffice.gateway;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLException;

/** Reads the certificate and key that TLS is configured with, and proves that they work together. */
public final class TlsContexts {
    private static final int MAX_FLIGHTS = 20;

    /** Of TLS 1.3 all that is good; of 1.2 what keeps old traffic secret (ECDHE) and is authenticated encryption (AEAD). */
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    static {
        // TLS 1.2 of the JDK lets a client ask for another handshake as often as it likes, unless this is set before
        // the first.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    private TlsContexts() {}

    /**
     * @param files null for plain text
     * @return null for null
     * @throws IOException when a file cannot be read or used, or the key is not that of the certificate; one line
     */
    public static SslContext of(GatewayConfig.TlsFiles files) throws IOException {
        if (files == null) {
            return null;
        }
        requireReadable(files.certificateChain(), "certificate");
        requireReadable(files.privateKey(), "key");
        try {
            SslContext context = SslContextBuilder.forServer(
                            files.certificateChain().toFile(),
                            files.privateKey().toFile())
                    .protocols("TLSv1.3", "TLSv1.2")
                    .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                    .build();
            prove(context, files);
            return context;
        } catch (IllegalArgumentException | SSLException e) {
            throw new IOException("cannot use the TLS certificate or key: " + oneLine(e), e);
        }
    }

    private static void requireReadable(Path file, String what) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IOException("cannot read the TLS " + what + " file " + file);
        }
    }

    /** Shakes hands with itself: a key of another certificate is noticed here, and not by the first customer. */
    private static void prove(SslContext server, GatewayConfig.TlsFiles files) throws IOException {
        SslContext client = SslContextBuilder.forClient()
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm(null)
                .build();
        EmbeddedChannel there = new EmbeddedChannel();
        EmbeddedChannel here = new EmbeddedChannel();
        SslHandler serverSide = server.newHandler(there.alloc());
        SslHandler clientSide = client.newHandler(here.alloc());
        try {
            there.pipeline().addLast(serverSide);
            here.pipeline().addLast(clientSide);
            for (int flight = 0;
                    flight < MAX_FLIGHTS && !clientSide.handshakeFuture().isDone();
                    flight++) {
                carry(here, there);
                carry(there, here);
            }
        } catch (RuntimeException e) {
            throw mismatch(files, e);
        } finally {
            here.finishAndReleaseAll();
            there.finishAndReleaseAll();
        }
        if (!clientSide.handshakeFuture().isSuccess()) {
            throw mismatch(files, clientSide.handshakeFuture().cause());
        }
    }

    private static void carry(EmbeddedChannel from, EmbeddedChannel to) {
        from.runPendingTasks();
        for (Object bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
            to.writeInbound(bytes);
        }
    }

    private static IOException mismatch(GatewayConfig.TlsFiles files, Throwable cause) {
        return new IOException(
                "the TLS key " + files.privateKey() + " does not go with the certificate " + files.certificateChain(),
                cause);
    }

    private static String oneLine(Exception e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    }
}
