package io.boxoffice.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.boxoffice.engine.pipeline.PipelineConfig;
import io.boxoffice.engine.pipeline.WaitMode;
import io.boxoffice.gateway.GatewayConfig;
import io.boxoffice.gateway.auth.RequestRates.Rate;
import io.boxoffice.gateway.http.PublicUrl;
import io.boxoffice.gateway.status.StatusLimits;
import io.boxoffice.journal.Durability;
import io.boxoffice.journal.JournalConfig;
import io.boxoffice.server.core.CoreLimits;
import io.boxoffice.server.core.RetentionConfig;
import io.boxoffice.server.core.SnapshotConfig;
import io.boxoffice.server.postgres.DatabaseConfig;
import io.boxoffice.services.PublicSite;
import io.boxoffice.services.ServiceConfig;
import io.boxoffice.services.account.AccountConfig;
import io.boxoffice.services.booking.BookingListConfig;
import io.boxoffice.services.catalog.CatalogConfig;
import io.boxoffice.services.catalog.QuotaConfig;
import io.boxoffice.services.catalog.ShowRules;
import io.boxoffice.services.media.MediaConfig;
import io.boxoffice.services.notification.MailConfig;
import io.boxoffice.services.payment.PaymentConfig;
import io.boxoffice.services.payment.PaymentProviders;
import io.boxoffice.services.sandbox.SandboxConfig;
import io.boxoffice.services.saved.SavedShowsConfig;
import io.boxoffice.services.site.SiteConfig;
import io.boxoffice.writer.WriterConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    private static final Path EDITED = Path.of("../config/boxoffice.conf");

    @TempDir
    Path directory;

    @Test
    void shouldHaveTheDefaultsOfTheRooms() {
        ServerConfig c = new ConfigLoader().load();
        GatewayConfig gateway = GatewayConfig.defaults();
        assertEquals(Path.of("./data"), c.dataDirectory());
        assertEquals(gateway.listener(), c.gateway().listener());
        assertEquals(gateway.http(), c.gateway().http());
        assertEquals(gateway.work(), c.gateway().work());
        assertEquals(gateway.callers(), c.gateway().callers());
        assertEquals(gateway.streams(), c.gateway().streams());
        assertEquals(gateway.cors(), c.gateway().cors());
        assertEquals(JournalConfig.defaults(), c.journal());
        assertEquals(PipelineConfig.DEFAULTS, c.of(PipelineConfig.class));
        assertEquals(PaymentConfig.DEFAULT, c.of(PaymentConfig.class));
        assertEquals(SandboxConfig.DEFAULT, c.of(SandboxConfig.class));
        assertEquals(BookingListConfig.DEFAULT, c.of(BookingListConfig.class));
        DatabaseConfig.Login writer = new DatabaseConfig.Login("u", "p");
        DatabaseConfig.Login owner = new DatabaseConfig.Login("o", "q");
        DatabaseConfig.Login features = new DatabaseConfig.Login("f", "r");
        assertEquals(
                WriterConfig.forDatabase("jdbc:postgresql:x", "u", "p")
                        .withSchemaOwner(new WriterConfig.SchemaOwner("o", "q", "f")),
                c.writer().forDatabase(new DatabaseConfig("jdbc:postgresql:x", owner, features, writer, 0)));
    }

    @Test
    void shouldRefuseSessionsThatEndWhileSeatsAreKeptOrSomebodyIsAtTheBank() {
        for (String key : List.of("booking.max-hold-life-ms", "site.payment-return-ms")) {
            ConfigLoader loader = new ConfigLoader().withFlag("--it", key, 1_800_001);
            String message =
                    assertThrows(ConfigException.class, loader::load, key).getMessage();
            assertTrue(message.contains("account.sessions.ttl-ms must be at least 3600002, twice what "), message);
            loader.withFlag("--ttl", "account.sessions.ttl-ms", 3_600_002).load();
        }
    }

    @Test
    void shouldHaveTheseDefaultsOfVisitorsAndMails() {
        ServerConfig c = new ConfigLoader().load();
        assertEquals(PublicUrl.NONE, c.gateway().publicUrl());
        assertEquals(MediaConfig.DEFAULT, c.of(MediaConfig.class));
        assertEquals(new PublicSite("http://localhost:8080", "Boxoffice"), c.of(PublicSite.class));
        assertEquals(
                new AccountConfig(
                        new AccountConfig.SessionLimits(3_600_000, 43_200_000, 30, 400),
                        new AccountConfig.GuestLimits(200, 16_777_216, 1_000),
                        new AccountConfig.CodeLimits(600_000, 5, 5, 3_600_000, new Rate(1, 60), new Rate(20, 500))),
                c.of(AccountConfig.class));
        assertEquals(
                new MailConfig(
                        null,
                        null,
                        "Boxoffice <tickets@localhost.localdomain>",
                        new MailConfig.Times(
                                Duration.ofMillis(500),
                                Duration.ofSeconds(5),
                                Duration.ofMinutes(15),
                                Duration.ofDays(3),
                                Duration.ofMinutes(5),
                                Duration.ofDays(90))),
                c.of(MailConfig.class));
    }

    @Test
    void shouldRefuseSitesAndSendersThatAreNone() {
        for (String url : List.of("tickets.example", "ftp://tickets.example", "https://tickets.example/shop")) {
            ConfigLoader loader = new ConfigLoader().withFlag("--it", "public.url", url);
            assertThrows(ConfigException.class, loader::load, url);
        }
        ConfigLoader without = new ConfigLoader().withFlag("--it", "mail.smtp.host", "mail.example");
        assertTrue(
                assertThrows(ConfigException.class, without::load).getMessage().contains("mail.from"));
        ConfigLoader wrong = new ConfigLoader().withFlag("--it", "mail.from", "nobody");
        assertTrue(assertThrows(ConfigException.class, wrong::load).getMessage().contains("mail.from"));
    }

    @Test
    void shouldHaveTheseDefaultsOfItsOwn() {
        ServerConfig c = new ConfigLoader().load();
        assertEquals("127.0.0.1", c.admin().host());
        assertEquals(8081, c.admin().port());
        DatabaseConfig.Login all = new DatabaseConfig.Login("boxoffice", "");
        assertEquals(new DatabaseConfig("", all, all, all, 10), c.database());
        assertTrue(c.database().embedded());
        assertTrue(c.writer().enabled());
        assertEquals(new ServerConfig.Asked(false, false), c.asked());
        assertEquals(new PaymentProviders(false), c.of(PaymentProviders.class));
        assertEquals(Set.of(), c.admin().allowedHosts());
        assertEquals(new StatusLimits(10_000, 250), c.of(StatusLimits.class));
        assertEquals(
                new CoreLimits(
                        10_000,
                        100_000,
                        20_000,
                        10_000_000,
                        500_000,
                        64,
                        60_000,
                        48,
                        3_600_000,
                        2,
                        300_000,
                        10,
                        3_600_000,
                        128,
                        256,
                        90L * 86_400_000,
                        1_200_000,
                        150_000_000,
                        86_400_000),
                c.of(CoreLimits.class));
        assertEquals(new SnapshotConfig(1_000_000, 3_600_000, 10_000, 3), c.of(SnapshotConfig.class));
        assertEquals(new RetentionConfig(30), c.of(RetentionConfig.class));
        assertEquals(new ShowRules(480_000, 10, 20, true), c.of(ShowRules.class));
        assertEquals(new ServiceConfig(4, 1024, 64, 1), c.of(ServiceConfig.class));
        assertEquals(
                new QuotaConfig(1_000, 5_000, 20_000, 5_000, 5_000_000, 20_000, 50_000, 16, 100),
                c.of(QuotaConfig.class));
        assertEquals(QuotaConfig.DEFAULT, c.of(QuotaConfig.class));
        assertEquals(new SavedShowsConfig(200), c.of(SavedShowsConfig.class));
        assertEquals(new PublicSite("http://localhost:8080", "Boxoffice"), c.of(PublicSite.class));
        assertEquals(SiteConfig.DEFAULT, c.of(SiteConfig.class));
        assertEquals(new GatewayConfig.Lists(50, 100), c.gateway().lists());
        assertEquals(
                new CatalogConfig(
                        4,
                        2_000,
                        10_000,
                        100,
                        100_000,
                        20_000,
                        131_072,
                        86_400_000,
                        30_000,
                        30L * 86_400_000,
                        31L * 86_400_000,
                        1_826L * 86_400_000,
                        14_400_000,
                        86_400_000,
                        86_400_000,
                        7_200_000),
                c.of(CatalogConfig.class));
    }

    @Test
    void shouldShowEveryKeyWithItsDefaultInTheFileForEditing() throws IOException {
        String uncommented = Files.readString(EDITED).replaceAll("(?m)^(\\s*)#([a-z-]+ = )", "$1$2");
        Config reference = new ConfigTexts(ConfigParts.ALL).defaults();
        assertEquals(reference.root(), ConfigFactory.parseString(uncommented).root());
    }

    @Test
    void shouldTakeTheShippedFileAsItIs() {
        assertEquals(
                new ConfigLoader().load(), new ConfigLoader().withFile(EDITED).load());
    }

    @Test
    void shouldSayOfEveryKeyWhatItIs() throws IOException {
        List<String> lines = Files.readAllLines(EDITED);
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).matches("\\s*#[a-z-]+ = .*")) {
                assertTrue(lines.get(i - 1).matches("\\s*# .+"), lines.get(i));
            }
        }
    }

    @Test
    void shouldLetFlagsWinOverEnvironmentOverFile() throws IOException {
        Path file = write("http.port = 1001\nadmin.port = 1002\nring.slots = 2048");
        ServerConfig c = new ConfigLoader()
                .withFile(file)
                .withEnvironment(Map.of("BOXOFFICE_HTTP_PORT", "2001", "BOXOFFICE_ADMIN_PORT", "2002", "PATH", "/bin"))
                .withFlag("--port", "http.port", 3001)
                .withFlag("--data", "data-directory", null)
                .load();
        assertEquals(3001, c.gateway().listener().port());
        assertEquals(2002, c.admin().port());
        assertEquals(2048, c.of(PipelineConfig.class).ringSlots());
    }

    @Test
    void shouldReadListsFromTheEnvironment() {
        ServerConfig c = new ConfigLoader()
                .withEnvironment(Map.of("BOXOFFICE_HTTP_CORS_ALLOWED_ORIGINS", "https://a.example, https://b.example"))
                .load();
        assertEquals(
                Set.of("https://a.example", "https://b.example"),
                c.gateway().cors().origins());
    }

    @Test
    void shouldReadWhatIsOffUnlessAskedFor() throws IOException {
        ServerConfig c = new ConfigLoader()
                .withFile(write("payment.providers = [sandbox], http.allow-plain = true\n"
                        + "admin { allow-remote = true, allowed-hosts = [metrics.example] }"))
                .load();
        assertEquals(new ServerConfig.Asked(true, true), c.asked());
        assertEquals(new PaymentProviders(true), c.of(PaymentProviders.class));
        assertEquals(Set.of("metrics.example"), c.admin().allowedHosts());
        assertRefused("payment.providers = [stripe]", "payment.providers may name sandbox and nothing else");
    }

    @Test
    void shouldRefuseVariablesThatAreNoKeys() {
        String message = refusal(() -> new ConfigLoader().withEnvironment(Map.of("BOXOFFICE_HTTP_PROT", "8080")));
        assertTrue(message.contains("BOXOFFICE_HTTP_PROT names no setting; BOXOFFICE_HTTP_P"), message);
        assertFalse(message.contains("8080"), "a value may be a password");
    }

    @Test
    void shouldLetVariablesOfTheLauncherAndOfServiceLinksPass() {
        Map<String, String> others = Map.of(
                "BOXOFFICE_JAVA_OPTS", "-Xmx1g",
                "BOXOFFICE_BUILD", "never",
                "BOXOFFICE_SERVICE_HOST", "10.0.0.1",
                "BOXOFFICE_SERVICE_PORT_HTTP", "8080",
                "BOXOFFICE_PORT", "tcp://10.0.0.1:8080",
                "BOXOFFICE_PORT_8080_TCP_ADDR", "10.0.0.1");
        ServerConfig c = new ConfigLoader().withEnvironment(others).load();
        assertEquals(8080, c.gateway().listener().port());
    }

    @Test
    void shouldRefuseAnUnknownKeyWithItsPlace() throws IOException {
        Path file = write("http {\n  prot = 8080\n}");
        String message = refusal(() -> new ConfigLoader().withFile(file));
        assertTrue(
                message.contains("boxoffice.conf: 2: unknown key http.prot; known here: allow-plain, bind-address"),
                message);
        assertFalse(message.contains("\n"));
    }

    @Test
    void shouldRefuseASectionWhereAValueBelongs() throws IOException {
        Path file = write("http.port { number = 1 }");
        assertTrue(refusal(() -> new ConfigLoader().withFile(file)).contains("http.port"));
    }

    @Test
    void shouldRefuseWhatIsOutOfRangeOrOfTheWrongType() throws IOException {
        assertRefused("http.port = 70000", "http.port must be from 0 to 65535, is 70000");
        assertRefused("http.port = many", "http.port has a value of the wrong type");
        assertRefused("journal.durability = maybe", "must be one of fsync, os, is \"maybe\"");
        assertRefused("ring.slots = 1000", "must be a power of two");
        assertRefused("booking.max-units-per-hold = 49", "must be from 1 to 48, is 49");
        assertRefused("database.jdbc-url = \"jdbc:h2:x\"", "must begin with jdbc:postgresql:");
        assertRefused("database.jdbc-url = \"jdbc:postgresql://h/d?user=root\"", "must not name a user or password");
        assertRefused(
                "database.jdbc-url = \"jdbc:postgresql://h/d?a=b&password=x\"", "must not name a user or password");
        assertRefused("http.tls.key-file = k.pem", "TLS needs both files");
        assertRefused("journal.low-floor-bytes = 2", "must be above the exhausted floor");
    }

    @Test
    void shouldSayAtOnceWhatEachPartRefuses() throws IOException {
        Path file = write("http.port = 70000\nring.slots = 1000\nlists.max-limit = many\nquotas.halls = 7");
        String message = refusal(() -> new ConfigLoader().withFile(file).load());
        assertTrue(message.contains("boxoffice.conf: 1: http.port must be from 0 to 65535, is 70000; "), message);
        assertTrue(message.contains("; pipeline: ringSlots must be a power of two"), message);
        assertEquals(
                message.indexOf("lists.max-limit has a value of the wrong type"),
                message.lastIndexOf("lists.max-limit has a value of the wrong type"),
                message);
        assertTrue(message.contains("lists.max-limit"), message);
        assertFalse(message.contains("halls"), message);
        assertFalse(message.contains("\n"));
    }

    @Test
    void shouldBlameTheCommandLineOnlyWhereAllThatIsRefusedComesFromIt() throws IOException {
        Path file = write("ring.wake-check-ms = 0");
        ConfigLoader flags = new ConfigLoader().withFlag("--port", "http.port", -1);
        assertTrue(assertThrows(ConfigException.class, flags::load).isOfCommandLine());
        flags.withFlag("--admin-port", "admin.port", -1);
        assertTrue(assertThrows(ConfigException.class, flags::load).isOfCommandLine());
        flags.withFile(file);
        assertFalse(assertThrows(ConfigException.class, flags::load).isOfCommandLine());
    }

    @Test
    void shouldRefuseAWriterWhosePausesDoNotGrow() throws IOException {
        assertRefused("writer.backoff-max-ms = 99", "writer.backoff-max-ms must be from 100 to 3600000, is 99");
    }

    @Test
    void shouldRefuseBrokenSyntaxInOneLine() throws IOException {
        Path file = write("http { port = ");
        assertFalse(refusal(() -> new ConfigLoader().withFile(file)).contains("\n"));
    }

    @Test
    void shouldRefuseAMissingFile() {
        Path missing = directory.resolve("none.conf");
        assertTrue(refusal(() -> new ConfigLoader().withFile(missing)).contains("cannot read"));
    }

    @Test
    void shouldReadTlsAndWaitStrategies() throws IOException {
        ServerConfig c = new ConfigLoader()
                .withFile(write("http.tls { certificate-file = c.pem, key-file = k.pem }\n"
                        + "ring.wait-mode = busy-spin\njournal.durability = os"))
                .load();
        assertEquals(
                new GatewayConfig.TlsFiles(Path.of("c.pem"), Path.of("k.pem"), 10_000),
                c.gateway().listener().tls());
        assertEquals(WaitMode.BUSY_SPIN, c.of(PipelineConfig.class).waitMode());
        assertEquals(Durability.OS, c.journal().durability());
        assertNull(new ConfigLoader().load().gateway().listener().tls());
    }

    @Test
    void shouldNotPrintThePassword() {
        ServerConfig c = new ConfigLoader()
                .withEnvironment(Map.of("BOXOFFICE_DATABASE_PASSWORD", "hush-hush"))
                .load();
        assertEquals("hush-hush", c.database().owner().password());
        assertFalse(c.toString().contains("hush-hush"));
    }

    @Test
    void shouldConnectAsTheUserOfTheDatabaseForWhatNoOtherIsNamed() throws IOException {
        ServerConfig c = new ConfigLoader()
                .withFile(write("database { user = owner, password = o, writer { user = clerk } }"))
                .withEnvironment(Map.of("BOXOFFICE_DATABASE_WRITER_PASSWORD", "hush-hush"))
                .load();
        DatabaseConfig.Login owner = new DatabaseConfig.Login("owner", "o");
        DatabaseConfig.Login writer = new DatabaseConfig.Login("clerk", "hush-hush");
        assertEquals(new DatabaseConfig("", owner, owner, writer, 10), c.database());
        assertFalse(c.toString().contains("hush-hush"));
        assertRefused("database.features.password = x", "is a password of nobody");
    }

    private void assertRefused(String text, String expected) throws IOException {
        Path file = write(text);
        String message = refusal(() -> new ConfigLoader().withFile(file).load());
        assertTrue(message.contains(expected), message);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("boxoffice.conf"), text);
    }

    private static String refusal(Runnable action) {
        return assertThrows(ConfigException.class, action::run).getMessage();
    }
}
