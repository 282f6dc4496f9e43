package io.boxoffice.server.cli;

import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.server.imports.CatalogClient;
import io.boxoffice.server.imports.ImportReport;
import io.boxoffice.server.imports.InParallel;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What both imports share: which server, as whom, and where refused rows go. */
public final class ImportOptions {
    private static final int TOKEN_HOURS = 12;

    @Mixin
    private RunningServer server;

    @Option(
            names = "--organizer",
            paramLabel = "ID",
            defaultValue = "1",
            description = "Whose the catalogue becomes, when no token is given. Default: ${DEFAULT-VALUE}.")
    private long organizer;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            defaultValue = "8",
            description = "Requests at the same time, 1 to 64. Default: ${DEFAULT-VALUE}.")
    private int inFlight;

    @Option(names = "--refused", paramLabel = "FILE", description = "Write every refused row there, as CSV.")
    private Path refused;

    CatalogClient client() {
        return server.client(new Principal(organizer, Role.ORGANIZER), TOKEN_HOURS);
    }

    InParallel parallel(PrintWriter progress) {
        return new InParallel(Math.max(1, Math.min(64, inFlight)), progress);
    }

    void finish(ImportReport report, PrintWriter out) {
        report.print(out);
        if (refused != null) {
            report.writeRefused(refused);
            out.println("refused rows are in " + refused);
        }
    }
}
