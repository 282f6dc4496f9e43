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
import java.util.Map;

/**
 * Reads a seating plan. What differs between plans in the wild is mended and reported; what makes no sense is refused with its
 * place in the plan. The same file gives the same map, ids included, in every run. Not thread-safe; one plan at a time.
 */
public final class SeatingPlanReader {
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Integer> generalAdmission;

    /**
     * @param generalAdmission capacities of areas that are sold though the plan does not say so, by their name or id
     */
    public SeatingPlanReader(Map<String, Integer> generalAdmission) {
        this.generalAdmission = generalAdmission;
    }

    /**
     * @throws ImportException when the file is not a plan that can be sold
     */
    public SeatingPlan read(Path file) {
        try {
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

    private SeatingPlan read(JsonNode plan, String fileName) {
        if (plan == null || !plan.isObject() || !plan.path("zones").isArray()) {
            throw new ImportException("not a seating plan: it has no list of zones");
        }
        List<String> findings = new ArrayList<>();
        SeatMap.Builder map = new SeatMap.Builder();
        SeatIds ids = new SeatIds();
        PlanCategories categories = new PlanCategories(plan, map, ids, findings);
        PlanAreas areas = new PlanAreas(generalAdmission, map, categories, findings);
        int number = 0;
        for (JsonNode zone : plan.get("zones")) {
            number++;
            String given = PlanJson.text(zone, "name");
            String zoneName = given.isEmpty() ? "Zone " + number : ids.fitting(given);
            Point at = PlanJson.position(zone, "zone \"" + zoneName + "\"");
            new Zone(zone, zoneName, at, map, ids, categories, findings).addRows();
            for (JsonNode area : PlanJson.items(zone, "areas", "zone \"" + zoneName + "\"")) {
                areas.add(area, at, zoneName);
            }
        }
        categories.report();
        areas.report();
        ids.report(findings);
        String name = PlanJson.text(plan, "name");
        return new SeatingPlan(name.isEmpty() ? fileName : name, map.build(), List.copyOf(findings));
    }

    /** One zone on its way to becoming a section. */
    private record Zone(
            JsonNode zone,
            String name,
            Point at,
            SeatMap.Builder map,
            SeatIds ids,
            PlanCategories categories,
            List<String> findings) {

        void addRows() {
            List<JsonNode> rows = new ArrayList<>();
            List<List<JsonNode>> seats = new ArrayList<>();
            List<List<Point>> positions = new ArrayList<>();
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
                int[] order = RowOrder.along(unordered);
                rows.add(row);
                seats.add(Arrays.stream(order).mapToObj(inFile::get).toList());
                positions.add(Arrays.stream(order).mapToObj(unordered::get).toList());
            }
            if (empty > 0) {
                findings.add("zone \"" + name + "\": " + empty + " rows without seats are left out");
            }
            if (rows.isEmpty()) {
                return;
            }
            map.section(name);
            double usualPitch = RowOrder.medianPitch(positions);
            for (int i = 0; i < rows.size(); i++) {
                addRow(rows.get(i), i + 1, seats.get(i), positions.get(i), usualPitch);
            }
        }

        private void addRow(JsonNode row, int number, List<JsonNode> seats, List<Point> positions, double usualPitch) {
            String given = PlanJson.text(row, "row_number");
            String label = given.isEmpty() ? Integer.toString(number) : ids.fitting(given);
            map.row(label);
            boolean[] aisles = RowOrder.aisles(positions, usualPitch);
            for (int i = 0; i < aisles.length; i++) {
                JsonNode seat = seats.get(i);
                String seatNumber = PlanJson.text(seat, "seat_number");
                String seatLabel = seatNumber.isEmpty() ? Integer.toString(i + 1) : ids.fitting(seatNumber);
                map.seat(
                        ids.id(PlanJson.text(seat, "seat_guid"), name, label, seatLabel),
                        seatLabel,
                        PlanJson.hundredths(positions.get(i).x()),
                        PlanJson.hundredths(positions.get(i).y()),
                        categories.of(PlanJson.text(seat, "category")),
                        seat.path("accessible").asBoolean(false),
                        aisles[i],
                        1);
            }
        }

        private String place(JsonNode row, JsonNode seat) {
            return "zone \"" + name + "\", row \"" + PlanJson.text(row, "row_number") + "\""
                    + (seat == null ? "" : ", seat \"" + PlanJson.text(seat, "seat_number") + "\"");
        }
    }
}
