package io.boxoffice.gateway;

import static io.boxoffice.gateway.TestGateway.SHOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.http.EventLoops;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
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
        GatewayConfig.TlsFiles files = new GatewayConfig.TlsFiles(certificate, key);
        return TestGateway.aGateway()
                .config(c ->
                        c.withListener(new GatewayConfig.Listener("127.0.0.1", 0, 1, EventLoops.Transport.NIO, files)));
    }

    @Test
    void shouldSpeakTlsWhenCertificateAndKeyAreConfigured() throws Exception {
        KeyStore keys = selfSigned("test");
        Path certificate =
                pem("cert.pem", "CERTIFICATE", keys.getCertificate("test").getEncoded());
        Path key = pem(
                "key.pem",
                "PRIVATE KEY",
                keys.getKey("test", "secret".toCharArray()).getEncoded());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("test", keys.getCertificate("test"));
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        try (TestGateway server = withTls(certificate, key).start(directory)) {
            var address = server.gateway.address();
            try (TestClient client = new TestClient(
                    tls.getSocketFactory().createSocket(address.getAddress(), address.getPort()), server.contract)) {
                assertEquals(
                        200, client.get("/v1/shows/" + SHOW + "/availability").status());
                client.write("GET", "/v1/shows/" + SHOW + "/prices", null);
                client.write("GET", "/v1/nothing", null);
                assertEquals(200, client.read().status());
                assertEquals(404, client.read().status());
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
