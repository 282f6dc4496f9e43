package io.boxoffice.server.cli;

import io.boxoffice.server.config.ConfigLoader;
import picocli.CommandLine.Option;

/** Where the data are and where PostgreSQL is: the options of commands that need both. */
public class DatabaseOptions extends ConfigOptions {
    @Option(names = "--jdbc-url", paramLabel = "URL", description = "As jdbc:postgresql://HOST/DATABASE.")
    private String jdbcUrl;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "Who connects; the password is best given in BOXOFFICE_DATABASE_PASSWORD.")
    private String user;

    @Override
    void addFlags(ConfigLoader loader) {
        loader.withFlag("--jdbc-url", "database.jdbc-url", jdbcUrl).withFlag("--user", "database.user", user);
    }
}
