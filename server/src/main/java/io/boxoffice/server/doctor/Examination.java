package io.boxoffice.server.doctor;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.boxoffice.journal.Durability;
import io.boxoffice.journal.disk.DurabilityProbe;
import io.boxoffice.journal.disk.FileSync;
import io.boxoffice.server.config.DataDirectory;
import io.boxoffice.server.config.ServerConfig;
import io.boxoffice.server.postgres.DatabaseAddress;
import io.boxoffice.server.postgres.DatabaseConfig;
import io.boxoffice.server.serve.Exposure;
import io.boxoffice.services.payment.PaymentProviders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks a machine and a configuration. Changes nothing but a small file and a directory in the data directory, or in the
 * directory it would be made in, which are removed again. Takes a second or two.
 */
public final class Examination {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final int SYNCS = 100;
    private static final int OLDEST_POSTGRESQL = 14;
    private static final long SPARE_FILES = 500;
    private static final List<String> PASSWORDS =
            List.of("database.password", "database.features.password", "database.writer.password");
    private static final Set<String> REMOTE = Set.of("nfs", "nfs4", "cifs", "smb2", "9p", "fuse.sshfs");

    private final ServerConfig config;
    private final Machine machine;
    private final DataDirectory data;
    private final Path configFile;

    /** Examines a configuration that came from no file. */
    public Examination(ServerConfig config, Machine machine) {
        this(config, machine, null);
    }

    /**
     * @param configFile that the configuration came from, or null
     */
    public Examination(ServerConfig config, Machine machine, Path configFile) {
        this.config = config;
        this.machine = machine;
        this.configFile = configFile;
        data = new DataDirectory(config.dataDirectory());
    }

    /** All checks, in a fixed order. */
    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        findings.add(flags());
        findings.add(cores());
        findings.add(memory());
        findings.add(openFiles());
        Path existing = nearestExisting(data.root());
        Finding directory = dataDirectory(existing);
        findings.add(directory);
        if (directory.level() == Finding.Level.OK) {
            findings.add(fileSystem(existing));
            findings.add(durability(existing));
            findings.add(disk(existing));
        }
        findings.add(signingKey());
        findings.add(permissions());
        findings.add(configFile());
        Finding postgres = config.database().embedded() ? embeddedPostgres() : postgres();
        findings.add(postgres);
        if (postgres.level() != Finding.Level.FAIL) {
            findings.add(zones());
        }
        findings.add(exposure());
        findings.add(port(
                config.gateway().listener().host(), config.gateway().listener().port()));
        findings.add(port(config.admin().host(), config.admin().port()));
        return findings;
    }

    private Finding java() {
        return machine.javaFeature() >= 17
                ? Finding.ok("java", machine.javaVersion())
                : Finding.fail("java", machine.javaVersion(), "use a JDK 17 or newer");
    }

    private Finding flags() {
        return machine.closedPackages().isEmpty()
                ? Finding.ok("jvm flags", "the JDK is open where the journal needs it")
                : Finding.fail(
                        "jvm flags",
                        "closed: " + String.join(", ", machine.closedPackages()),
                        "start with bin/boxoffice, or pass the options of config/jvm.options");
    }

    private Finding cores() {
        return machine.cores() >= 2
                ? Finding.ok("cores", Integer.toString(machine.cores()))
                : Finding.warn("cores", "1", "give it 2: the booking thread and the gateway else take turns");
    }

    private Finding memory() {
        String text = machine.memoryBytes() / MIB + " MiB, heap at most " + machine.maxHeapBytes() / MIB + " MiB";
        if (machine.memoryBytes() < GIB) {
            return Finding.warn(
                    "memory", text, "give it 1 GiB, or lower -Xmx in config/jvm.options and name a PostgreSQL");
        }
        return machine.maxHeapBytes() > machine.memoryBytes() * 3 / 4
                ? Finding.warn("memory", text, "lower -Xmx in config/jvm.options: the page cache needs room too")
                : Finding.ok("memory", text);
    }

    private Finding openFiles() {
        long needed = config.gateway().http().connections().max() + SPARE_FILES;
        if (machine.maxOpenFiles() < 0) {
            return Finding.ok("open files", "the limit is not known here");
        }
        return machine.maxOpenFiles() >= needed
                ? Finding.ok("open files", "up to " + machine.maxOpenFiles())
                : Finding.warn(
                        "open files",
                        "up to " + machine.maxOpenFiles() + ", but http.limits.max-connections needs " + needed,
                        "raise it with ulimit -n, or lower http.limits.max-connections");
    }

    private Finding dataDirectory(Path existing) {
        String text = data.root().toAbsolutePath().normalize() + (Files.exists(data.root()) ? "" : " (not made yet)");
        try {
            // What permissions promise, not every file system keeps.
            Files.delete(Files.createTempDirectory(existing, "boxoffice-doctor"));
            return Finding.ok("data directory", text);
        } catch (IOException e) {
            return Finding.fail("data directory", text + ": cannot write in " + existing, "name another with --data");
        }
    }

    private Finding fileSystem(Path directory) {
        try {
            String type = Files.getFileStore(directory).type();
            return REMOTE.contains(type.toLowerCase(Locale.ROOT))
                    ? Finding.warn("file system", type, "keep the data directory on a local disk, such as ext4 or xfs")
                    : Finding.ok("file system", type);
        } catch (IOException e) {
            return Finding.warn("file system", "not known: " + e.getMessage(), "look whether the disk is mounted");
        }
    }

    private Finding durability(Path directory) {
        if (config.journal().durability() == Durability.OS) {
            return Finding.warn(
                    "durability",
                    "os: what is acknowledged survives the process, but not a power cut",
                    "set journal.durability = fsync");
        }
        try {
            DurabilityProbe.Result result = new DurabilityProbe(directory, FileSync.FORCE).run(SYNCS);
            return switch (result.verdict()) {
                case REAL -> Finding.ok("durability", "fsync; " + result);
                case SUSPICIOUS ->
                    Finding.warn(
                            "durability",
                            "fsync; " + result,
                            "make sure that the disk has power-loss protection and that its virtual disk does not cache writes");
                case NOT_DURABLE ->
                    Finding.fail("durability", result.toString(), "keep the data directory on a real disk");
            };
        } catch (IOException e) {
            return Finding.fail("durability", "cannot try it: " + e.getMessage(), "name another directory with --data");
        }
    }

    private Finding disk(Path directory) {
        try {
            long usable = Files.getFileStore(directory).getUsableSpace();
            String text = usable / MIB + " MiB free";
            if (usable < config.journal().exhaustedFloorBytes()) {
                return Finding.fail(
                        "disk",
                        text + ": nothing would be accepted",
                        "make room, or lower journal.exhausted-floor-bytes");
            }
            return usable < config.journal().lowFloorBytes()
                    ? Finding.fail("disk", text + ": no new holds would be accepted", "make room")
                    : Finding.ok("disk", text);
        } catch (IOException e) {
            return Finding.fail("disk", "cannot see how much is free: " + e.getMessage(), "name another with --data");
        }
    }

    private Finding signingKey() {
        try (var files = Files.exists(data.keys()) ? Files.list(data.keys()) : java.util.stream.Stream.<Path>empty()) {
            for (Path file : files.toList()) {
                if (readableByOthers(file)) {
                    return Finding.warn("signing key", file + " can be read by others", "chmod 600 " + file);
                }
            }
            return Finding.ok("signing key", Files.exists(data.keys()) ? "readable by its owner only" : "not made yet");
        } catch (IOException | UnsupportedOperationException e) {
            return Finding.warn("signing key", "cannot look at it: " + e.getMessage(), "look at " + data.keys());
        }
    }

    private Finding permissions() {
        if (!Files.isDirectory(data.root())) {
            return Finding.ok("permissions", "the data directory is not made yet");
        }
        String advice = "start the server, which mends it, or: chmod -R go= " + data.root();
        Path postgres = data.postgres();
        try (Stream<Path> all = Files.walk(data.root())) {
            // PostgreSQL may run as another user, and then goes through what is above its own.
            for (Path path : all.filter(each -> !Files.isSymbolicLink(each) && !each.startsWith(postgres))
                    .toList()) {
                if (readableByOthers(path)) {
                    return Finding.warn("permissions", path + " can be read by others", advice);
                }
            }
            return Finding.ok("permissions", "the data directory is its owner's only");
        } catch (IOException | UncheckedIOException e) {
            return Finding.warn("permissions", "cannot look at all of the data directory: " + e.getMessage(), advice);
        }
    }

    private Finding configFile() {
        try {
            boolean secret = configFile != null && hasPassword(configFile);
            return secret && readableByOthers(configFile)
                    ? Finding.warn(
                            "config file",
                            configFile + " has a password of PostgreSQL and can be read by others",
                            "chmod 600 " + configFile + ", or give it in BOXOFFICE_DATABASE_PASSWORD")
                    : Finding.ok("config file", secret ? "readable by its owner only" : "has no password");
        } catch (IOException | RuntimeException e) {
            return Finding.warn("config file", "cannot look at it: " + e.getMessage(), "look at " + configFile);
        }
    }

    private static boolean hasPassword(Path file) {
        Config parsed = ConfigFactory.parseFile(file.toFile());
        return PASSWORDS.stream()
                .anyMatch(key ->
                        parsed.hasPath(key) && !parsed.getValue(key).render().equals("\"\""));
    }

    private static boolean readableByOthers(Path path) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        return permissions.contains(PosixFilePermission.OTHERS_READ)
                || permissions.contains(PosixFilePermission.GROUP_READ);
    }

    private Finding embeddedPostgres() {
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        String archive = "postgres-"
                + System.getProperty("os.name").toLowerCase(Locale.ROOT).split(" ")[0] + "-"
                + (System.getProperty("os.arch").matches("amd64|x86_64") ? "x86_64" : "arm_64") + ".txz";
        return Examination.class.getResource("/" + archive) != null
                ? Finding.ok("postgresql", "brings its own, for " + platform)
                : Finding.fail("postgresql", "brings none for " + platform, "name one with database.jdbc-url");
    }

    /** Of those who connect, the first of whom there is something to say. */
    private Finding postgres() {
        DatabaseConfig database = config.database();
        Finding good = null;
        for (DatabaseConfig.Login login :
                new LinkedHashSet<>(List.of(database.owner(), database.features(), database.writer()))) {
            Finding finding = postgres(database.jdbcUrl(), login);
            if (finding.level() != Finding.Level.OK) {
                return finding;
            }
            good = good == null ? finding : good;
        }
        return good;
    }

    private Finding postgres(String jdbcUrl, DatabaseConfig.Login login) {
        Properties properties = new Properties();
        properties.setProperty("user", login.user());
        properties.setProperty("password", login.password());
        properties.setProperty(
                "connectTimeout",
                Long.toString(Math.max(1, config.writer().settings().connectTimeoutMs() / 1000)));
        try (Connection connection = DriverManager.getConnection(jdbcUrl, properties)) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST_POSTGRESQL) {
                return Finding.fail("postgresql", version + " at " + jdbcUrl, "use 14 or newer");
            }
            return isSuperuser(connection)
                    ? Finding.warn(
                            "postgresql",
                            login.user() + " is a superuser at " + jdbcUrl,
                            "give Boxoffice roles of its own, as docs/operations.md says")
                    : Finding.ok("postgresql", version + " at " + jdbcUrl);
        } catch (SQLException e) {
            String oneLine = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            return Finding.fail(
                    "postgresql",
                    jdbcUrl + ": " + oneLine,
                    "check database.jdbc-url, user and password; selling would go on without it meanwhile");
        }
    }

    private Finding zones() {
        try {
            Optional<DatabaseAddress> address = config.database().embedded()
                    ? DatabaseAddress.ofRunning(data.postgres())
                    : Optional.of(new DatabaseAddress(
                            config.database().jdbcUrl(),
                            config.database().features().user(),
                            config.database().features().password()));
            if (address.isEmpty()) {
                return Finding.ok("time zones", "PostgreSQL does not run: not compared with Java's");
            }
            DatabaseAddress running = address.get();
            try (Connection connection =
                    DriverManager.getConnection(running.jdbcUrl(), running.user(), running.password())) {
                return ZoneComparison.of(connection, Instant.now());
            }
        } catch (SQLException | IOException e) {
            String oneLine = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            return Finding.warn("time zones", "cannot be compared: " + oneLine, "look at PostgreSQL");
        }
    }

    private static boolean isSuperuser(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private Finding exposure() {
        try {
            Exposure.requireAsked(config);
        } catch (IllegalStateException e) {
            return Finding.fail("exposure", e.getMessage(), "choose one of these");
        }
        return config.of(PaymentProviders.class).sandbox()
                ? Finding.warn(
                        "exposure", "the sandbox takes payments: no money moves", "take it out of payment.providers")
                : Finding.ok("exposure", "listens as configured; no sandbox takes payments");
    }

    private static Finding port(String address, int port) {
        String subject = "port " + port;
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return Finding.ok(subject, "free on " + address);
        } catch (IOException e) {
            return Finding.warn(
                    subject, address + ": " + e.getMessage(), "is a server running already? Else choose another port");
        }
    }

    private static Path nearestExisting(Path path) {
        Path at = path.toAbsolutePath().normalize();
        while (!Files.exists(at) && at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }
}
