package io.boxoffice.server.imports.seatingplan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.server.imports.ImportException;
import io.boxoffice.server.imports.seatingplan.PlanJson.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a seating plan. What differs between plans in the wild is mended and reported; what makes no sense is refused with its
 * place in the plan. The same file gives the same map, ids included, in every run. Not thread-safe; one plan at a time.
 */
public final class SeatingPlanReader {
    private final ObjectMapper json = new ObjectMapper();
    private final PlanOptions options;

    public SeatingPlanReader(PlanOptions options) {
        this.options = options;
    }

    /**
     * Reads a file: a plan, or seats as CSV.
     *
     * @throws ImportException when the file is not a plan that can be sold
     */
    public SeatingPlan read(Path file) {
        try {
            if (SeatsCsv.is(file)) {
                return new SeatsCsv(options).read(file);
            }
            return read(
                    json.readTree(Files.readAllBytes(file)), file.getFileName().toString());
        } catch (JsonProcessingException e) {
            throw new ImportException(
                    file + ", line " + e.getLocation().getLineNr() + ": not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ImportException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException | ImportException e) {
            throw new ImportException(file + ": " + e.getMessage(), e);
        }
    }

    private SeatingPlan read(JsonNode document, String fileName) {
        JsonNode plan = planIn(document);
        Findings findings = new Findings();
        SeatMap.Builder map = new SeatMap.Builder();
        SeatIds ids = new SeatIds();
        PlanLabels labels = new PlanLabels(ids);
        PlanCategories categories = new PlanCategories(plan, map, ids, findings);
        PlanAccess access = new PlanAccess(options.accessible());
        PlanFocus focus = new PlanFocus(options.focus());
        PlanExtent extent = new PlanExtent();
        RoundTables tables = new RoundTables();
        PlanAreas areas = new PlanAreas(options.generalAdmission(), map, categories, labels, focus, extent, findings);
        int number = 0;
        int seats = 0;
        for (JsonNode zone : plan.get("zones")) {
            number++;
            String given = PlanJson.text(zone, "name");
            String zoneName = given.isEmpty() ? "Zone " + number : ids.fitting(given);
            Point at = PlanJson.position(zone, "zone \"" + zoneName + "\"");
            seats += new Zone(zone, zoneName, at, map, ids, labels, categories, access, extent, tables, findings)
                    .addRows();
            for (JsonNode area : PlanJson.items(zone, "areas", "zone \"" + zoneName + "\"")) {
                areas.add(area, at, zoneName);
            }
        }
        categories.report();
        areas.report();
        if (seats == 0) {
            areas.requireSold();
        }
        access.report(findings);
        ids.report(findings);
        labels.report(findings);
        tables.report(findings);
        map.guide(tables.guide());
        focus.decide(map, extent.topMiddle(), findings);
        String name = PlanJson.text(plan, "name");
        String wrapped = PlanJson.text(document, "name");
        return new SeatingPlan(
                !name.isEmpty() ? name : !wrapped.isEmpty() ? wrapped : fileName, map.build(), findings.all());
    }

    /** The plan: the document, or what an API wrapped it in. */
    private static JsonNode planIn(JsonNode document) {
        if (document != null && document.isObject()) {
            if (document.path("zones").isArray()) {
                return document;
            }
            for (JsonNode part : document) {
                if (part.path("zones").isArray()) {
                    return part;
                }
            }
        }
        throw new ImportException("not a seating plan: it has no list of zones");
    }

    /** One zone on its way to becoming a section. */
    private record Zone(
            JsonNode zone,
            String name,
            Point at,
            SeatMap.Builder map,
            SeatIds ids,
            PlanLabels labels,
            PlanCategories categories,
            PlanAccess access,
            PlanExtent extent,
            RoundTables tables,
            Findings findings) {

        /** How many seats there are. */
        int addRows() {
            List<JsonNode> rows = new ArrayList<>();
            List<List<JsonNode>> seats = new ArrayList<>();
            List<List<Point>> positions = new ArrayList<>();
            List<Boolean> round = new ArrayList<>();
            int empty = 0;
            for (JsonNode row : PlanJson.items(zone, "rows", "zone \"" + name + "\"")) {
                List<JsonNode> inFile = new ArrayList<>();
                PlanJson.items(row, "seats", place(row, null)).forEach(inFile::add);
                if (inFile.isEmpty()) {
                    empty++;
                    continue;
                }
                Point rowAt = at.plus(PlanJson.position(row, place(row, null)));
                List<Point> unordered = inFile.stream()
                        .map(seat -> rowAt.plus(PlanJson.position(seat, place(row, seat))))
                        .toList();
                int[] around = RoundTables.around(unordered);
                int[] order = around == null ? RowOrder.along(unordered) : around;
                round.add(around != null);
                rows.add(row);
                seats.add(Arrays.stream(order).mapToObj(inFile::get).toList());
                positions.add(Arrays.stream(order).mapToObj(unordered::get).toList());
            }
            if (empty > 0) {
                findings.add("rows without seats are left out", empty + " of zone \"" + name + "\"");
            }
            if (rows.isEmpty()) {
                return 0;
            }
            map.section(name);
            double usualPitch = RowOrder.medianPitch(positions);
            for (int i = 0; i < rows.size(); i++) {
                boolean isRound = round.get(i);
                tables.row(isRound);
                addRow(rows.get(i), i + 1, seats.get(i), positions.get(i), usualPitch, isRound);
            }
            return seats.stream().mapToInt(List::size).sum();
        }

        private void addRow(
                JsonNode row,
                int number,
                List<JsonNode> seats,
                List<Point> positions,
                double usualPitch,
                boolean isRound) {
            String given = PlanJson.text(row, "row_number");
            String rowNumber = given.isEmpty() ? Integer.toString(number) : given;
            List<String> seatLabels = labels.distinct(seatLabels(row, seats));
            map.row(labels.row(name, PlanJson.text(row, "row_label"), rowNumber, seatLabels));
            boolean[] aisles = isRound ? new boolean[seats.size()] : RowOrder.aisles(positions, usualPitch);
            for (int i = 0; i < aisles.length; i++) {
                JsonNode seat = seats.get(i);
                int category = categories.of(PlanJson.text(seat, "category"));
                extent.add(positions.get(i));
                map.seat(
                        ids.id(PlanJson.text(seat, "seat_guid"), name, rowNumber, seatNumber(seat, i)),
                        seatLabels.get(i),
                        PlanJson.hundredths(positions.get(i).x()),
                        PlanJson.hundredths(positions.get(i).y()),
                        category,
                        access.of(seat, categories.name(category)),
                        aisles[i],
                        1);
            }
        }

        private List<String> seatLabels(JsonNode row, List<JsonNode> seats) {
            List<String> all = new ArrayList<>();
            for (JsonNode seat : seats) {
                String own = PlanJson.text(seat, "seat_label");
                String template = own.isEmpty() ? PlanJson.text(row, "seat_label") : own;
                all.add(labels.seat(template, seatNumber(seat, all.size())));
            }
            return all;
        }

        private static String seatNumber(JsonNode seat, int index) {
            String number = PlanJson.text(seat, "seat_number");
            return number.isEmpty() ? Integer.toString(index + 1) : number;
        }

        private String place(JsonNode row, JsonNode seat) {
            return "zone \"" + name + "\", row \"" + PlanJson.text(row, "row_number") + "\""
                    + (seat == null ? "" : ", seat \"" + PlanJson.text(seat, "seat_number") + "\"");
        }
    }
}
