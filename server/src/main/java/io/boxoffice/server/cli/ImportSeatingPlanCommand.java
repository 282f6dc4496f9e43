package io.boxoffice.server.cli;

import io.boxoffice.server.imports.CatalogClient;
import io.boxoffice.server.imports.ImportReport;
import io.boxoffice.server.imports.seatingplan.PlanOptions;
import io.boxoffice.server.imports.seatingplan.SeatingPlan;
import io.boxoffice.server.imports.seatingplan.SeatingPlanImport;
import io.boxoffice.server.imports.seatingplan.SeatingPlanReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports seating plans. */
@Command(
        name = "seating-plan",
        description = {
            "Brings seating plans in, each as a venue, a hall and a seat map.",
            "Reads seats as CSV (FILE.csv: level, section, row, seat, x, y, category, accessible, of which row and seat must be there)"
                    + " and the open JSON form that pretix users exchange. Repeated seat ids are told apart with ~2, ~3, …; an area is"
                    + " general admission when it states a capacity or --ga gives it one, and decoration otherwise."
        })
final class ImportSeatingPlanCommand implements Callable<Integer> {
    private static final String FOCUS_FORM =
            "--focus must be two numbers such as 120,80, and not together with --stage";

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

    @Option(
            names = "--accessible",
            paramLabel = "CATEGORY",
            description = "The seats of this category are for people in wheelchairs.")
    private Set<String> accessible = Set.of();

    @Option(
            names = "--focus",
            paramLabel = "X,Y",
            description =
                    "Where the stage is, in the plan's unit: the best seats are nearest to it. Default: what the plan"
                            + " calls its stage; without such a word it is guessed, and said so.")
    private String focus;

    @Option(names = "--stage", paramLabel = "NAME", description = "The area or text of the plan that is the stage.")
    private String stage;

    @Option(names = "--dry-run", description = "Only read the plans and say what was found; nothing is sent.")
    private boolean dryRun;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        SeatingPlanReader reader = new SeatingPlanReader(new PlanOptions(generalAdmission, accessible, focusAsked()));
        List<SeatingPlan> plans = files.stream().map(reader::read).toList();
        ImportReport report = new ImportReport();
        for (SeatingPlan plan : plans) {
            String of = plans.size() == 1 ? "" : plan.name() + ": ";
            plan.findings().forEach(finding -> report.found(finding.kind(), of + finding.detail()));
        }
        if (dryRun) {
            plans.forEach(plan -> out.println(size(plan) + "; nothing was sent"));
        } else {
            CatalogClient client = options.client();
            plans.forEach(plan -> out.println(size(plan) + "; " + place(plan, client, report)));
        }
        options.finish(report, out);
        return 0;
    }

    private String place(SeatingPlan plan, CatalogClient client, ImportReport report) {
        SeatingPlanImport.Placed placed = new SeatingPlanImport(client, report)
                .place(plan, venue == null ? plan.name() : venue, hall == null ? plan.name() : hall, timeZone.getId());
        return "venue " + placed.venueId() + ", hall " + placed.hallId() + ", seat map " + placed.seatMapId();
    }

    private static String size(SeatingPlan plan) {
        return plan.name() + ": " + plan.map().seatCount() + " seats, "
                + plan.map().areaCount() + " areas";
    }

    private PlanOptions.Focus focusAsked() {
        if (focus == null) {
            return new PlanOptions.Focus(null, null, stage);
        }
        String[] both = focus.split(",", -1);
        try {
            if (both.length == 2 && stage == null) {
                return new PlanOptions.Focus(Double.valueOf(both[0].strip()), Double.valueOf(both[1].strip()), null);
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), FOCUS_FORM, e);
        }
        throw new ParameterException(spec.commandLine(), FOCUS_FORM);
    }
}
