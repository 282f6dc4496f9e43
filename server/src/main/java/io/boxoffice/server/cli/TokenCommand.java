package io.boxoffice.server.cli;

import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.auth.SigningKeys;
import io.boxoffice.gateway.auth.TokenIssuer;
import io.boxoffice.server.config.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Makes a bearer token, for trying things. */
@Command(
        name = "token",
        description = {
            "Prints a bearer token, alone on standard output.",
            "It is signed with the key of the data directory, so whoever may read that directory may be anybody. A directory in"
                    + " which no server has started is refused."
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
            converter = RoleName.class,
            completionCandidates = RoleNames.class,
            description = "${COMPLETION-CANDIDATES}: what they may do.")
    private Role role;

    @Option(
            names = "--organisation",
            paramLabel = "ID",
            defaultValue = "0",
            description = "The organisation they act for: its id; 0: the platform. Default: ${DEFAULT-VALUE}.")
    private long organisation;

    @Option(
            names = "--hours",
            paramLabel = "N",
            defaultValue = "24",
            description = "How long it is good for. Default: ${DEFAULT-VALUE}.")
    private int hours;

    /** The roles as tokens write them. */
    static final class RoleNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Role.values()).map(Role::text).iterator();
        }
    }

    /** Reads a role, in upper or lower case. */
    static final class RoleName implements ITypeConverter<Role> {
        @Override
        public Role convert(String text) {
            try {
                return Role.of(text.toLowerCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "' is none of "
                        + Arrays.stream(Role.values()).map(Role::text).collect(Collectors.joining(", ")));
            }
        }
    }

    @Override
    public Integer call() {
        if (subject <= 0 || organisation < 0 || hours < 1 || hours > 24 * 366) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--subject must be a positive number, --organisation none below 0, and --hours from 1 to "
                            + 24 * 366);
        }
        Principal principal = new Principal(subject, role, organisation);
        spec.commandLine().getOut().println(issue(config.dataDirectory().keys(), principal, hours));
        return 0;
    }

    /**
     * A token signed with the key in a directory, which is made when there is none.
     *
     * @throws CommandFailedException when there is no data directory for it, or the key cannot be had
     */
    static String issue(Path keys, Principal principal, int hours) {
        Path data = keys.toAbsolutePath().normalize().getParent();
        if (!new DataDirectory(data).isOfServer()) {
            throw new CommandFailedException(
                    data + (Files.isDirectory(data) ? " is no server's data directory" : " is not there")
                            + ", and no server would know a key made there: start the server once, or name its data directory with"
                            + " --data");
        }
        try {
            SigningKeys key = SigningKeys.loadOrCreate(keys);
            return new TokenIssuer(key, Clock.systemUTC()).issue(principal, Duration.ofHours(hours));
        } catch (IOException e) {
            throw new CommandFailedException("cannot use the signing key in " + keys + ": " + e.getMessage(), e);
        }
    }
}
