package io.boxoffice.server.cli;

import io.boxoffice.gateway.auth.RevokedTokens;
import io.boxoffice.gateway.auth.SigningKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes bearer tokens count no more. */
@Command(
        name = "revoke",
        description = {
            "Makes bearer tokens count no more, from a second later on, also for a server that is running.",
            "What is revoked stands in the data directory, beside the signing key."
        })
final class RevokeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions config;

    @ArgGroup(multiplicity = "1")
    private What what;

    /** One token, or all of somebody. */
    static final class What {
        @Option(names = "--token", paramLabel = "TOKEN", description = "This token.")
        private String token;

        @Option(names = "--subject", paramLabel = "ID", description = "All tokens issued to this number until now.")
        private Long subject;
    }

    @Override
    public Integer call() {
        Path keys = config.dataDirectory().keys();
        if (!Files.exists(keys.resolve(SigningKeys.FILE_NAME))) {
            throw new CommandFailedException(
                    "there is no signing key in " + keys + ": name the data directory of the server with --data");
        }
        RevokedTokens revoked = new RevokedTokens(keys);
        try {
            if (what.subject != null) {
                // A token says in whole seconds when it was issued.
                revoked.revokeSubject(what.subject, Instant.now().plusSeconds(1));
                spec.commandLine().getOut().println("revoked: all tokens issued to " + what.subject + " until now");
            } else {
                spec.commandLine().getOut().println("revoked: token " + revoked.revokeToken(what.token.trim()));
            }
            return 0;
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(e.getMessage(), e);
        } catch (IOException e) {
            throw new CommandFailedException("cannot write to " + keys + ": " + e.getMessage(), e);
        }
    }
}
