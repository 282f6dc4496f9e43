package io.boxoffice.server.cli;

import io.boxoffice.server.imports.CatalogClient;
import io.boxoffice.server.imports.ImportReport;
import io.boxoffice.server.imports.seatingplan.SeatingPlan;
import io.boxoffice.server.imports.seatingplan.SeatingPlanImport;
import io.boxoffice.server.imports.seatingplan.SeatingPlanReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports seating plans. */
@Command(
        name = "seating-plan",
        description = {
            "Brings seating plans in, each as a venue, a hall and a seat map.",
            "Reads the open JSON form that pretix users exchange. Repeated seat ids are told apart with ~2, ~3, …; an area is"
                    + " general admission when it states a capacity or --ga gives it one, and decoration otherwise."
        })
final class ImportSeatingPlanCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ImportOptions options;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The plans.")
    private List<Path> files;

    @Option(names = "--venue", paramLabel = "NAME", description = "The venue's name. Default: the plan's.")
    private String venue;

    @Option(names = "--hall", paramLabel = "NAME", description = "The hall's name. Default: the plan's.")
    private String hall;

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            defaultValue = "UTC",
            description = "The venue's time zone, such as Europe/Berlin. Default: ${DEFAULT-VALUE}.")
    private ZoneId timeZone;

    @Option(
            names = "--ga",
            paramLabel = "AREA=CAPACITY",
            description = "Sell this area, by name or id, as general admission for so many.")
    private Map<String, Integer> generalAdmission = Map.of();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        SeatingPlanReader reader = new SeatingPlanReader(generalAdmission);
        List<SeatingPlan> plans = files.stream().map(reader::read).toList();
        ImportReport report = new ImportReport();
        CatalogClient client = options.client();
        for (SeatingPlan plan : plans) {
            SeatingPlanImport.Placed placed = new SeatingPlanImport(client, report)
                    .place(
                            plan,
                            venue == null ? plan.name() : venue,
                            hall == null ? plan.name() : hall,
                            timeZone.getId());
            plan.findings().forEach(finding -> report.note(plan.name() + ": " + finding));
            out.printf(
                    "%s: %d seats, %d areas; venue %s, hall %s, seat map %s%n",
                    plan.name(),
                    plan.map().seatCount(),
                    plan.map().areaCount(),
                    placed.venueId(),
                    placed.hallId(),
                    placed.seatMapId());
        }
        options.finish(report, out);
        return 0;
    }
}
