package io.boxoffice.server.cli;

import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.server.imports.CatalogClient;
import java.net.URI;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which running server a command talks to, and as whom: options that commands share. */
final class RunningServer {
    @Mixin
    private ConfigOptions config;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://localhost:8080",
            description = "The running server. Default: ${DEFAULT-VALUE}.")
    private URI url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description =
                    "The bearer token of somebody who may do this. Default: one is made with the key of the data directory.")
    private String token;

    /**
     * Talks to it.
     *
     * @param otherwise who acts when no token is given
     * @param hours     how long a token that is made for them counts
     */
    CatalogClient client(Principal otherwise, int hours) {
        String bearer = token != null
                ? token
                : TokenCommand.issue(config.dataDirectory().keys(), otherwise, hours);
        return new CatalogClient(url, bearer);
    }
}
