package io.boxoffice.server.cli;

import io.boxoffice.server.imports.ImportReport;
import io.boxoffice.server.imports.cinemas.CinemasImport;
import io.boxoffice.server.imports.cinemas.CinemasOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports a city's cinemas. */
@Command(
        name = "cinemas",
        description = {
            "Brings a city's cinemas in: venues, halls, films, and a season of showtimes, which go on sale.",
            "DIR has venues.json, seats.csv, movies.json, showtimes.csv and prices.csv.gz. What contradicts the other files is"
                    + " refused row by row. The season is moved by whole days; times of day stay.",
            "Showtimes that have no price, or overlap another in their hall, are refused unless an option below says otherwise;"
                    + " the summary tells how many shows each option would sell."
        })
final class ImportCinemasCommand implements Callable<Integer> {
    private static final int MAX_SEASONS = 50;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ImportOptions options;

    @Parameters(paramLabel = "DIR", description = "The directory.")
    private Path directory;

    @Option(
            names = {"--first-day", "--start-date"},
            paramLabel = "YYYY-MM-DD",
            description =
                    "The day the season's first day is moved to, every other by as many days; local times are kept."
                            + " Default: tomorrow. Shows in the past are refused.")
    private LocalDate firstDay;

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            defaultValue = "Asia/Ho_Chi_Minh",
            description = "Of the venues. Default: ${DEFAULT-VALUE}.")
    private ZoneId timeZone;

    @Option(
            names = "--default-price",
            paramLabel = "AMOUNT",
            description =
                    "Sell showtimes without a price at this, a place, in minor units (dong have none). Default: refuse"
                            + " them.")
    private Long defaultPrice;

    @Option(names = "--allow-overlaps", description = "Sell showtimes that overlap in a hall all the same.")
    private boolean allowOverlaps;

    @Option(
            names = "--seasons",
            paramLabel = "N",
            defaultValue = "1",
            description = "Run the season so many times, one after the other. Default: ${DEFAULT-VALUE}.")
    private int seasons;

    @Option(
            names = "--currency",
            paramLabel = "CODE",
            defaultValue = "VND",
            description = "Of the prices, ISO 4217. Default: ${DEFAULT-VALUE}.")
    private String currency;

    @Option(
            names = "--prefix",
            paramLabel = "NAME",
            defaultValue = "cinemas",
            description = "The beginning of all external ids; another one brings everything in a second time. Default:"
                    + " ${DEFAULT-VALUE}.")
    private String prefix;

    @Override
    public Integer call() {
        if (seasons < 1 || seasons > MAX_SEASONS || defaultPrice != null && defaultPrice < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--seasons must be from 1 to " + MAX_SEASONS + ", and --default-price 0 or more");
        }
        PrintWriter out = spec.commandLine().getOut();
        ImportReport report = new ImportReport();
        CinemasOptions season = new CinemasOptions(
                firstDay == null ? LocalDate.now(timeZone).plusDays(1) : firstDay,
                timeZone,
                defaultPrice == null ? -1 : defaultPrice,
                allowOverlaps,
                seasons,
                currency,
                prefix);
        PrintWriter progress = spec.commandLine().getErr();
        new CinemasImport(options.client(), options.parallel(progress), season, report).run(directory);
        options.finish(report, out);
        if (report.count(CinemasImport.ON_SALE) == 0) {
            throw new CommandFailedException("nothing was put on sale");
        }
        return 0;
    }
}
