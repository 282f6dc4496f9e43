package io.boxoffice.server.cli;

import io.boxoffice.server.imports.ImportReport;
import io.boxoffice.server.imports.listings.ListingsImport;
import io.boxoffice.server.imports.listings.ListingsOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports listings of events. */
@Command(
        name = "events",
        description = {
            "Brings events of schema.org (Event, ScreeningEvent and the like, as JSON-LD) and of calendars (iCalendar) in, each as a"
                    + " show of places without numbers, which goes on sale.",
            "What a listing does not say is taken from the options below; what neither says is refused, one by one."
        })
final class ImportListingsCommand implements Callable<Integer> {
    private static final int MAX_MINUTES = 44_640;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ImportOptions options;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The listings.")
    private List<Path> files;

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            defaultValue = "UTC",
            description =
                    "Of the venues, and of times without a zone, such as Europe/Berlin. Default: ${DEFAULT-VALUE}.")
    private ZoneId timeZone;

    @Option(names = "--venue", paramLabel = "NAME", description = "Of events without a place. Default: refuse them.")
    private String venue;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "120",
            description = "The length of events without an end. Default: ${DEFAULT-VALUE}.")
    private int minutes;

    @Option(
            names = "--price",
            paramLabel = "AMOUNT",
            description = "Of a place where none is said, in minor units. Default: refuse such events.")
    private Long price;

    @Option(
            names = "--currency",
            paramLabel = "CODE",
            defaultValue = "EUR",
            description = "Of prices without one, ISO 4217. Default: ${DEFAULT-VALUE}.")
    private String currency;

    @Option(
            names = "--capacity",
            paramLabel = "N",
            description = "Places of events that do not say how many there are. Default: refuse such events.")
    private Integer capacity;

    @Option(
            names = "--prefix",
            paramLabel = "NAME",
            defaultValue = "events",
            description = "The beginning of all external ids; another one brings everything in a second time. Default:"
                    + " ${DEFAULT-VALUE}.")
    private String prefix;

    @Option(names = "--dry-run", description = "Only read the files and say what would go on sale; nothing is sent.")
    private boolean dryRun;

    @Override
    public Integer call() {
        boolean wrong = minutes < 1 || minutes > MAX_MINUTES;
        if (wrong || price != null && price < 0 || capacity != null && (capacity < 1 || capacity > 1_000_000)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--minutes must be from 1 to " + MAX_MINUTES
                            + ", --price 0 or more, and --capacity from 1 to 1000000");
        }
        PrintWriter out = spec.commandLine().getOut();
        ImportReport report = new ImportReport();
        ListingsOptions asked = new ListingsOptions(
                timeZone,
                venue,
                Duration.ofMinutes(minutes),
                price == null ? -1 : price,
                currency,
                capacity == null ? 0 : capacity,
                prefix);
        new ListingsImport(
                        dryRun ? null : options.client(),
                        options.parallel(spec.commandLine().getErr()),
                        asked,
                        report)
                .run(files);
        options.finish(report, out);
        if (report.count(dryRun ? ListingsImport.WOULD_BE_ON_SALE : ListingsImport.ON_SALE) == 0) {
            throw new CommandFailedException(dryRun ? "nothing would go on sale" : "nothing was put on sale");
        }
        return 0;
    }
}
