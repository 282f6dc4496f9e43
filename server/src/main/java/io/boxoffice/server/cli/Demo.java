package io.boxoffice.server.cli;

import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.server.config.DataDirectory;
import io.boxoffice.server.config.ServerConfig;
import io.boxoffice.server.imports.CatalogClient;
import io.boxoffice.server.imports.ImportReport;
import io.boxoffice.server.imports.InParallel;
import io.boxoffice.server.imports.demo.DemoCatalogue;
import io.boxoffice.server.imports.demo.DemoProgramme;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** What {@code serve --demo} adds to a server. For one thread. */
final class Demo {
    private static final long ORGANIZER = 1;
    private static final long BOX_OFFICE = 2;
    private static final int IN_FLIGHT = 6;

    private final ServerConfig config;
    private final PrintWriter out;
    private final ImportReport report = new ImportReport();
    /** Is read while PostgreSQL starts, and forgotten once it is on sale. */
    private CompletableFuture<DemoProgramme> programme =
            CompletableFuture.supplyAsync(DemoProgramme::new, task -> new Thread(task, "demo-programme").start());

    private DemoCatalogue.DemoShow show;

    /**
     * @param out where people read how far it is
     */
    Demo(ServerConfig config, PrintWriter out) {
        this.config = config;
        this.out = out;
    }

    /** Brings the catalogue to a server that runs, or says why it cannot; selling goes on without. */
    void fill(URI api) {
        try {
            show = new DemoCatalogue(
                            programme.join(),
                            as(api, ORGANIZER, Role.ORGANIZER),
                            as(api, BOX_OFFICE, Role.BOX_OFFICE),
                            new InParallel(IN_FLIGHT, out),
                            report)
                    .create(Instant.now());
        } catch (RuntimeException e) {
            out.println("The fictional catalogue could not be put on sale, selling goes on without: " + e.getMessage());
        }
        programme = null;
    }

    private CatalogClient as(URI api, long subject, Role role) {
        return new CatalogClient(
                api,
                TokenCommand.issue(new DataDirectory(config.dataDirectory()).keys(), new Principal(subject, role), 1));
    }

    /**
     * Says what there is to try.
     *
     * @param dataOption names the data directory in commands, unless it is the default
     */
    void tell(URI api, String dataOption) {
        if (show == null) {
            return;
        }
        out.println("On sale: " + report.count(DemoCatalogue.SHOWS) + " shows of a fictional catalogue. Open " + api
                + " in a browser, or try in another terminal:");
        out.println("  TOKEN=$(bin/boxoffice token --subject 42 --role customer" + dataOption + ")");
        out.println("  curl " + api + "/v1/shows/" + show.id() + "/availability");
        out.println("  curl -H \"Authorization: Bearer $TOKEN\" --json '{\"bestAvailable\":{\"quantity\":2}}' \\");
        out.println("       " + api + "/v1/shows/" + show.id() + "/holds");
        out.println("(" + show.title() + ", " + show.venue() + ", " + show.startsAt() + ")");
    }
}
