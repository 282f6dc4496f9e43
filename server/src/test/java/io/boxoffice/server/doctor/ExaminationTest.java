package io.boxoffice.server.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.server.config.ConfigLoader;
import io.boxoffice.server.config.ServerConfig;
import io.boxoffice.server.doctor.Finding.Level;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExaminationTest {
    private static final Machine GOOD = new Machine(17, "17.0.1", List.of(), 4, 8L << 30, 384L << 20, 65_536);

    @TempDir
    Path data;

    @Test
    void shouldFindNothingWrongWithThisMachineUnderSurefire() {
        assertEquals(List.of(), Machine.here().closedPackages());
        assertTrue(Machine.here().cores() > 0);
    }

    @Test
    void shouldLookAtEverythingAndLeaveNothingBehind() throws IOException {
        Map<String, Finding> findings = examine(GOOD, Map.of());
        assertEquals(
                List.of(
                        "config file",
                        "cores",
                        "data directory",
                        "disk",
                        "durability",
                        "exposure",
                        "file system",
                        "java",
                        "jvm flags",
                        "memory",
                        "open files",
                        "permissions",
                        "port 0",
                        "postgresql",
                        "signing key",
                        "time zones"),
                List.copyOf(findings.keySet()));
        assertEquals(Level.OK, findings.get("postgresql").level());
        assertEquals(Level.OK, findings.get("data directory").level());
        try (var files = Files.list(data)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void shouldSayWhatIsMissingOfAPoorMachine() {
        Machine poor = new Machine(11, "11.0.2", List.of("java.nio"), 1, 512L << 20, 256L << 20, 1024);
        Map<String, Finding> findings = examine(poor, Map.of());
        assertEquals(Level.FAIL, findings.get("java").level());
        assertEquals(Level.FAIL, findings.get("jvm flags").level());
        assertTrue(findings.get("jvm flags").advice().contains("bin/boxoffice"));
        assertEquals(Level.WARN, findings.get("cores").level());
        assertEquals(Level.WARN, findings.get("memory").level());
        assertEquals(Level.WARN, findings.get("open files").level());
    }

    @Test
    void shouldWarnOfRelaxedDurabilityAndFailOnAFullDisk() {
        Map<String, Finding> findings = examine(
                GOOD, Map.of("journal.durability", "os", "journal.low-floor-bytes", Long.toString(Long.MAX_VALUE)));
        assertEquals(Level.WARN, findings.get("durability").level());
        assertEquals(Level.FAIL, findings.get("disk").level());
    }

    @Test
    void shouldFailOnAPostgresThatIsNotThere() {
        Finding finding = examine(GOOD, Map.of("database.jdbc-url", "jdbc:postgresql://localhost:1/none"))
                .get("postgresql");
        assertEquals(Level.FAIL, finding.level());
        assertFalse(finding.text().contains("\n"));
    }

    @Test
    void shouldFailOnADirectoryThatCannotBeMade() throws IOException {
        Path file = Files.writeString(data.resolve("file"), "");
        Map<String, Finding> findings =
                examine(GOOD, Map.of("data-directory", file.resolve("data").toString()));
        assertEquals(Level.FAIL, findings.get("data directory").level());
        assertFalse(findings.containsKey("durability"));
    }

    @Test
    void shouldWarnOfAPortInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            Map<String, Finding> findings = examine(GOOD, Map.of("admin.port", port));
            assertEquals(Level.WARN, findings.get("port " + port).level());
        }
    }

    @Test
    void shouldWarnOfAKeyThatOthersCanRead() throws IOException {
        Path key = Files.createDirectories(data.resolve("keys")).resolve("token-es256.jwk");
        Files.writeString(key, "{}");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(Level.WARN, examine(GOOD, Map.of()).get("signing key").level());
    }

    @Test
    void shouldWarnOfDataAndOfAPasswordThatOthersCanRead() throws IOException {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        Path journal = Files.createDirectories(data.resolve("journal"));
        Files.setPosixFilePermissions(journal, PosixFilePermissions.fromString("rwx------"));
        Path file = Files.writeString(journal.resolve("00000001.cq4"), "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Finding open = examine(GOOD, Map.of()).get("permissions");
        assertEquals(Level.WARN, open.level());
        assertTrue(open.text().startsWith(file.toString()), open.text());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertEquals(Level.OK, examine(GOOD, Map.of()).get("permissions").level());

        Path config = Files.writeString(data.resolve("boxoffice.conf"), "database.password = hush");
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r--r--"));
        Finding secret = examine(GOOD, Map.of(), config).get("config file");
        assertEquals(Level.WARN, secret.level());
        assertFalse(secret.text().contains("hush"), secret.text());
        Files.writeString(config, "database.user = somebody");
        assertEquals(
                Level.OK, examine(GOOD, Map.of(), config).get("config file").level());
    }

    @Test
    void shouldFailOnPlainHttpThatOthersReachAndWarnOfTheSandbox() {
        Finding plain = examine(GOOD, Map.of("http.bind-address", "0.0.0.0")).get("exposure");
        assertEquals(Level.FAIL, plain.level());
        assertTrue(plain.text().contains("http.allow-plain"), plain.text());
        Finding sandbox = examine(GOOD, Map.of("payment.providers", "sandbox")).get("exposure");
        assertEquals(Level.WARN, sandbox.level());
    }

    private Map<String, Finding> examine(Machine machine, Map<String, String> settings) {
        return examine(machine, settings, null);
    }

    private Map<String, Finding> examine(Machine machine, Map<String, String> settings, Path configFile) {
        ConfigLoader loader = new ConfigLoader()
                .withFlag("test", "data-directory", data)
                .withFlag("test", "http.port", 0)
                .withFlag("test", "admin.port", 0)
                .withFlag("test", "journal.exhausted-floor-bytes", 4L << 25);
        settings.forEach((key, value) -> loader.withFlag("test", key, value));
        ServerConfig config = loader.load();
        Map<String, Finding> findings = new TreeMap<>();
        new Examination(config, machine, configFile).run().forEach(finding -> findings.put(finding.subject(), finding));
        return findings;
    }
}
