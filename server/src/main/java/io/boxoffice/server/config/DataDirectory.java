package io.boxoffice.server.config;

import java.nio.file.Path;

/** Where things lie in the data directory. Journal and event log keep their own directories beside these. */
public record DataDirectory(Path root) {
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

    /** The sandbox payment provider's own books. */
    public Path sandboxPayments() {
        return root.resolve("sandbox-payments.log");
    }

    /** Which restores from backups the data went through, so that ids given twice are told apart. */
    public Path restores() {
        return root.resolve("restores");
    }
}
