package io.boxoffice.server.cli;

import io.boxoffice.server.config.ConfigLoader;
import picocli.CommandLine.Option;

/** The options of {@code serve}. */
public final class ServeOptions extends ConfigOptions {
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

    @Option(names = "--demo", description = "Put a fictional catalogue on sale; once, however often it is asked for.")
    private boolean demo;

    /** Whether the fictional catalogue is wanted. */
    public boolean demo() {
        return demo;
    }

    @Override
    void addFlags(ConfigLoader loader) {
        loader.withFlag("--port", "http.port", port)
                .withFlag("--admin-port", "admin.port", adminPort)
                .withFlag("--jdbc-url", "database.jdbc-url", jdbcUrl);
    }
}
