package io.boxoffice.server.config;

import io.boxoffice.journal.disk.DataDirectoryLock;
import io.boxoffice.journal.disk.OwnerOnly;
import io.boxoffice.journal.record.LogKind;
import io.boxoffice.journal.snapshot.SnapshotStore;
import io.boxoffice.protocol.config.ConfigPart;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where things lie in the data directory. Journal and event log keep their own directories beside these. */
public record DataDirectory(Path root) {
    /** Reads it from the key {@code data-directory}. */
    static final ConfigPart<DataDirectory> PART = new ConfigPart<>(
            "data-directory",
            DataDirectory.class,
            section -> new DataDirectory(Path.of(section.root().text("data-directory"))));

    /** A server's own files and directories; unfinished ones have a dot and more behind the name. */
    private static final List<String> PARTS = List.of(
            LogKind.COMMANDS.directoryName(),
            LogKind.EVENTS.directoryName(),
            SnapshotStore.DIRECTORY_NAME,
            DataDirectoryLock.FILE_NAME,
            "keys",
            "postgres",
            "catalog-cache.json",
            "seat-maps",
            "organisations",
            "sandbox-payments.log",
            "guest-spool",
            "mails",
            "images",
            "restores");

    private static final String PROBE = "durability-probe";

    /** What a disk has at its root. */
    private static final String OF_FILE_SYSTEM = "lost+found";

    /**
     * Makes the directory where there is none, and keeps others than its owner out of it and of everything of a server's in it.
     * PostgreSQL's part is left alone where it belongs to another user, as whom PostgreSQL then runs.
     *
     * @return what else is in the directory, for which it is left open; null: nothing
     * @throws IOException when it cannot be made, or something in it belongs to somebody else
     */
    public Path keepOthersOut() throws IOException {
        if (!Files.isDirectory(root)) {
            OwnerOnly.createDirectories(root);
        }
        Path real = root.toRealPath();
        Path postgres = real.resolve(postgres().getFileName());
        Path foreign = null;
        try (DirectoryStream<Path> children = Files.newDirectoryStream(real)) {
            for (Path child : children) {
                String name = child.getFileName().toString();
                if (isPart(name)) {
                    OwnerOnly.tightenTree(
                            child, path -> path.equals(postgres) && hasOtherOwner(path.resolve("cluster"), real));
                } else if (!name.equals(OF_FILE_SYSTEM)) {
                    foreign = child;
                }
            }
        }
        if (foreign == null) {
            OwnerOnly.tighten(real);
        }
        return foreign;
    }

    private static boolean isPart(String name) {
        return name.startsWith(PROBE)
                || PARTS.stream().anyMatch(part -> name.equals(part) || name.startsWith(part + "."));
    }

    private static boolean hasOtherOwner(Path path, Path than) {
        try {
            return Files.exists(path) && !Files.getOwner(path).equals(Files.getOwner(than));
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether a server has started here, or a restore was made for one. */
    public boolean isOfServer() {
        return Files.isDirectory(root.resolve(LogKind.COMMANDS.directoryName()))
                || Files.isRegularFile(root.resolve(DataDirectoryLock.FILE_NAME));
    }

    /** The key tokens are signed with. */
    public Path keys() {
        return root.resolve("keys");
    }

    /** The embedded PostgreSQL. */
    public Path postgres() {
        return root.resolve("postgres");
    }

    /** What selling needs of the catalog, so that it goes on without PostgreSQL. */
    public Path catalogCache() {
        return root.resolve("catalog-cache.json");
    }

    /** What searches read; made anew from PostgreSQL when it is missing. */
    public Path searchIndex() {
        return root.resolve("search");
    }

    /** Who works for which organisation, and the digests of API keys, for selling without PostgreSQL. */
    public Path organisations() {
        return root.resolve("organisations");
    }

    /** The sandbox payment provider's own books. */
    public Path sandboxPayments() {
        return root.resolve("sandbox-payments.log");
    }

    /** Addresses of guests, encrypted, that wait for PostgreSQL. */
    public Path guestSpool() {
        return root.resolve("guest-spool");
    }

    /** Images that organisations sent, unless they are kept elsewhere, and files that are being sent. */
    public Path images() {
        return root.resolve("images");
    }

    /** Which restores from backups the data went through, so that ids given twice are told apart. */
    public Path restores() {
        return root.resolve("restores");
    }
}
