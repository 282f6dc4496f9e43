package io.boxoffice.server.cli;

import io.boxoffice.server.config.ConfigLoader;
import picocli.CommandLine.Option;

/** What a server would run with: the options that {@code serve} and {@code doctor} share. */
public class ServerOptions extends ConfigOptions {
    @Option(names = "--port", paramLabel = "PORT", description = "The port of the API. Default: 8080; 0: any free one.")
    private Integer port;

    @Option(
            names = "--admin-port",
            paramLabel = "PORT",
            description = "The port of health and metrics. Default: 8081; 0: any free one.")
    private Integer adminPort;

    @Option(
            names = "--jdbc-url",
            paramLabel = "URL",
            description =
                    "PostgreSQL, as jdbc:postgresql://HOST/DATABASE. Default: one of its own in the data directory.")
    private String jdbcUrl;

    @Override
    void addFlags(ConfigLoader loader) {
        loader.withFlag("--port", "http.port", port)
                .withFlag("--admin-port", "admin.port", adminPort)
                .withFlag("--jdbc-url", "database.jdbc-url", jdbcUrl);
    }
}
