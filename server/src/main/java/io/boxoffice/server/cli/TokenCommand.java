package io.boxoffice.server.cli;

import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.auth.SigningKeys;
import io.boxoffice.gateway.auth.TokenIssuer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a bearer token, for trying things. */
@Command(
        name = "token",
        description = {
            "Prints a bearer token, alone on standard output.",
            "It is signed with the key of the data directory, so whoever may read that directory may be anybody."
        })
final class TokenCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions config;

    @Option(names = "--subject", paramLabel = "ID", required = true, description = "Who it is for: a positive number.")
    private long subject;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            required = true,
            description = "What they may do: ${COMPLETION-CANDIDATES}.")
    private Role role;

    @Option(
            names = "--hours",
            paramLabel = "N",
            defaultValue = "24",
            description = "How long it is good for. Default: ${DEFAULT-VALUE}.")
    private int hours;

    @Override
    public Integer call() {
        if (subject <= 0 || hours < 1 || hours > 24 * 366) {
            throw new ParameterException(
                    spec.commandLine(), "--subject must be a positive number, and --hours from 1 to " + 24 * 366);
        }
        spec.commandLine().getOut().println(issue(config.dataDirectory().keys(), subject, role, hours));
        return 0;
    }

    /** A token signed with the key in a directory, which is made when there is none. */
    static String issue(Path keys, long subject, Role role, int hours) {
        try {
            SigningKeys key = SigningKeys.loadOrCreate(keys);
            return new TokenIssuer(key, Clock.systemUTC()).issue(subject, role, Duration.ofHours(hours));
        } catch (IOException e) {
            throw new CommandFailedException("cannot use the signing key in " + keys + ": " + e.getMessage(), e);
        }
    }
}
