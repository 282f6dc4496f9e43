package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.SHOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.GatewayConfig;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.http.EventLoops;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a certificate of its own, made by the JDK's keytool. */
class TlsTest {
    @TempDir
    private Path directory;

    private KeyStore selfSigned(String name) throws IOException, GeneralSecurityException, InterruptedException {
        Path store = directory.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "secret",
                        "-keystore",
                        store.toString()))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, keytool.waitFor(), said);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, "secret".toCharArray());
        }
        return keys;
    }

    private Path pem(String name, String kind, byte[] der) throws IOException {
        Path file = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(("-----BEGIN " + kind + "-----\n").getBytes(StandardCharsets.US_ASCII));
            out.write(Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(der));
            out.write(("\n-----END " + kind + "-----\n").getBytes(StandardCharsets.US_ASCII));
        }
        return file;
    }

    private static TestGateway.Setup withTls(Path certificate, Path key) {
        GatewayConfig.TlsFiles files = new GatewayConfig.TlsFiles(certificate, key, 20);
        return TestGateway.aGateway()
                .config(c ->
                        c.withListener(new GatewayConfig.Listener("127.0.0.1", 0, 1, EventLoops.Transport.NIO, files)));
    }

    /** A certificate with its key, as files and for a client that trusts it. */
    private record Pair(KeyStore keys, Path certificate, Path key, SSLContext trusting) {
        Socket connect(TestGateway server) throws IOException {
            InetSocketAddress address = server.gateway.address();
            return trusting.getSocketFactory().createSocket(address.getAddress(), address.getPort());
        }
    }

    private Pair pair(String name) throws Exception {
        KeyStore keys = selfSigned(name);
        Path certificate = pem(
                name + "-cert.pem", "CERTIFICATE", keys.getCertificate("test").getEncoded());
        Path key = pem(
                name + "-key.pem",
                "PRIVATE KEY",
                keys.getKey("test", "secret".toCharArray()).getEncoded());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("test", keys.getCertificate("test"));
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return new Pair(keys, certificate, key, tls);
    }

    @Test
    void shouldSpeakTlsWhenCertificateAndKeyAreConfigured() throws Exception {
        Pair pair = pair("test");
        try (TestGateway server = withTls(pair.certificate(), pair.key()).start(directory);
                TestClient client = new TestClient(pair.connect(server), server.contract)) {
            TestClient.Reply reply = client.get("/v1/shows/" + SHOW + "/availability");
            assertEquals(200, reply.status());
            assertEquals("max-age=31536000", reply.header("strict-transport-security"));
            client.write("GET", "/v1/shows/" + SHOW + "/prices", null);
            client.write("GET", "/v1/nothing", null);
            assertEquals(200, client.read().status());
            TestClient.Reply unknown = client.read();
            assertEquals(404, unknown.status());
            assertEquals("max-age=31536000", unknown.header("strict-transport-security"));
        }
    }

    @Test
    void shouldTakeNoCipherWithoutForwardSecrecyAndAuthenticatedEncryption() throws Exception {
        Pair pair = pair("test");
        try (TestGateway server = withTls(pair.certificate(), pair.key()).start(directory)) {
            assertEquals("TLSv1.3", shake(pair, server, null, null).getProtocol());
            SSLSession old = shake(pair, server, "TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
            assertEquals("TLSv1.2", old.getProtocol());
            for (String weak : List.of(
                    "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
                    "TLS_ECDH_ECDSA_WITH_AES_128_GCM_SHA256",
                    "TLS_RSA_WITH_AES_128_GCM_SHA256")) {
                assertThrows(IOException.class, () -> shake(pair, server, "TLSv1.2", weak), weak);
            }
        }
    }

    private static SSLSession shake(Pair pair, TestGateway server, String protocol, String cipher) throws IOException {
        try (SSLSocket socket = (SSLSocket) pair.connect(server)) {
            socket.setSoTimeout(10_000);
            if (protocol != null) {
                socket.setEnabledProtocols(new String[] {protocol});
                socket.setEnabledCipherSuites(new String[] {cipher});
            }
            socket.startHandshake();
            return socket.getSession();
        }
    }

    @Test
    void shouldRefuseToRenegotiate() throws Exception {
        Pair pair = pair("test");
        try (TestGateway server = withTls(pair.certificate(), pair.key()).start(directory);
                SSLSocket socket = (SSLSocket) pair.connect(server)) {
            socket.setSoTimeout(10_000);
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            try (TestClient client = new TestClient(socket, server.contract)) {
                assertEquals(
                        200, client.get("/v1/shows/" + SHOW + "/availability").status());
                assertThrows(IOException.class, () -> {
                    socket.startHandshake();
                    client.get("/v1/shows/" + SHOW + "/availability");
                });
            }
        }
    }

    @Test
    void shouldMeetNewConnectionsWithAChangedCertificateAndKeepTheOldOneWhileTheNewIsBroken() throws Exception {
        Pair first = pair("first");
        Pair second = pair("second");
        Path certificate = Files.copy(first.certificate(), directory.resolve("cert.pem"));
        Path key = Files.copy(first.key(), directory.resolve("key.pem"));
        try (TestGateway server = withTls(certificate, key).start(directory);
                TestClient standing = new TestClient(first.connect(server), server.contract)) {
            assertEquals(
                    200, standing.get("/v1/shows/" + SHOW + "/availability").status());
            // A certificate whose key is not there yet, as between two copies.
            Files.copy(second.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
            Thread.sleep(200);
            assertEquals("TLSv1.3", shake(first, server, null, null).getProtocol());
            assertThrows(IOException.class, () -> shake(second, server, null, null));

            Files.copy(second.key(), key, StandardCopyOption.REPLACE_EXISTING);
            awaitShake(second, server);
            assertThrows(IOException.class, () -> shake(first, server, null, null));
            assertEquals(
                    200, standing.get("/v1/shows/" + SHOW + "/availability").status());
        }
    }

    private static void awaitShake(Pair pair, TestGateway server) throws Exception {
        long untilNs = System.nanoTime() + 10_000_000_000L;
        while (true) {
            try {
                shake(pair, server, null, null);
                return;
            } catch (IOException e) {
                if (System.nanoTime() - untilNs > 0) {
                    throw e;
                }
                Thread.sleep(10);
            }
        }
    }

    @Test
    void shouldSayWhenTheCertificateCannotBeUsed() throws IOException {
        Path nonsense = Files.writeString(directory.resolve("nonsense.pem"), "nonsense");
        requireRefused(nonsense, nonsense, "cannot use the TLS certificate or key");
        requireRefused(directory.resolve("none.pem"), nonsense, "cannot read the TLS certificate file");
        requireRefused(nonsense, directory, "cannot read the TLS key file");
    }

    @Test
    void shouldSayWhenTheKeyIsOfAnotherCertificate() throws Exception {
        Path certificate = pem(
                "one.pem",
                "CERTIFICATE",
                selfSigned("one").getCertificate("test").getEncoded());
        Path key = pem(
                "two.pem",
                "PRIVATE KEY",
                selfSigned("two").getKey("test", "secret".toCharArray()).getEncoded());
        requireRefused(certificate, key, "does not go with the certificate");
    }

    private void requireRefused(Path certificate, Path key, String why) {
        IOException refused =
                assertThrows(IOException.class, () -> withTls(certificate, key).start(directory));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
        assertFalse(refused.getMessage().contains("\n"), refused.getMessage());
    }
}
