package io.boxoffice.server.imports.seatingplan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.boxoffice.protocol.seatmap.SeatGuide;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.server.imports.CsvRow;
import io.boxoffice.server.imports.ImportException;
import io.boxoffice.server.imports.TextFile;
import io.boxoffice.server.imports.seatingplan.PlanJson.Point;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads seats as CSV: {@code level, section, row, seat, x, y, category, accessible}, of which only row and seat must be there; also
 * {@code id, companion, restricted, note}. Rows without coordinates are drawn one behind the other. What cannot be read
 * is left out, line by line, and said. Not thread-safe; one file at a time.
 */
final class SeatsCsv {
    private static final int MAX_SEATS = 100_000;
    private static final double MAX_COORDINATE = 1_000_000;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}([.,][0-9]{1,9})?");
    private static final Set<String> YES = Set.of("true", "yes", "y", "1", "x", "ja", "oui", "si", "s\u00ed");
    private static final Set<String> NO = Set.of("", "false", "no", "n", "0", "nein", "non");
    private static final String CATEGORY = "Standard";

    private final PlanOptions options;
    private final Findings findings = new Findings();
    private final Map<List<String>, Map<String, List<Line>>> sections = new LinkedHashMap<>();
    private final Map<String, Integer> categories = new LinkedHashMap<>();
    private final SeatGuide.Builder guide = new SeatGuide.Builder();
    private final Map<String, String> levels = new LinkedHashMap<>();
    private final Set<List<String>> taken = new HashSet<>();
    private int seats;
    private int sectionsDone;
    private int rowsDone;

    /** A seat as the file has it; without coordinates {@code at} is null. */
    private record Line(String id, String seat, Point at, String category, boolean accessible, SeatGuide.About about) {}

    SeatsCsv(PlanOptions options) {
        this.options = options;
    }

    /** Whether a file is one by its name. */
    static boolean is(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    /**
     * Reads a file.
     *
     * @throws ImportException when it has no seats
     */
    SeatingPlan read(Path file) throws IOException {
        CsvRow.each(new StringReader(TextFile.read(file)), this::line);
        if (seats == 0) {
            throw new ImportException("no seats: the first line must name the columns row and seat, at least");
        }
        SeatMap.Builder map = new SeatMap.Builder();
        categories.keySet().forEach(map::category);
        SeatIds ids = new SeatIds();
        PlanAccess access = new PlanAccess(options.accessible());
        PlanExtent extent = new PlanExtent();
        for (Map.Entry<List<String>, Map<String, List<Line>>> section : sections.entrySet()) {
            String name = section.getKey().get(1);
            String level = levels.get(section.getKey().get(0));
            map.section(name);
            guide.section(sectionsDone++, new SeatGuide.Where(level, null, null));
            List<List<Line>> ordered = new ArrayList<>();
            for (Map.Entry<String, List<Line>> row : section.getValue().entrySet()) {
                ordered.add(placed(row.getKey(), row.getValue()));
            }
            double pitch = RowOrder.medianPitch(
                    ordered.stream().map(SeatsCsv::positions).toList());
            int number = 0;
            for (String row : section.getValue().keySet()) {
                map.row(row);
                addRow(map, ids, access, extent, ordered.get(number++), name + '-' + row, pitch);
            }
        }
        access.report(findings);
        ids.report(findings);
        new PlanFocus(options.focus()).decide(map, extent.topMiddle(), findings);
        String name = file.getFileName().toString();
        return new SeatingPlan(
                name.substring(0, name.length() - ".csv".length()),
                map.guide(guide.build()).build(),
                findings.all());
    }

    private void addRow(
            SeatMap.Builder map,
            SeatIds ids,
            PlanAccess access,
            PlanExtent extent,
            List<Line> row,
            String place,
            double pitch) {
        boolean[] aisles = RowOrder.aisles(positions(row), pitch);
        for (int i = 0; i < aisles.length; i++) {
            Line seat = row.get(i);
            extent.add(seat.at);
            guide.seat(map.seatCount(), seat.about);
            JsonNode marked = JsonNodeFactory.instance.objectNode().put("accessible", seat.accessible);
            map.seat(
                    ids.id(seat.id.isEmpty() ? place + '-' + seat.seat : seat.id, "", "", ""),
                    seat.seat,
                    PlanJson.hundredths(seat.at.x()),
                    PlanJson.hundredths(seat.at.y()),
                    categories.get(seat.category),
                    access.of(marked, seat.category),
                    aisles[i],
                    1);
        }
    }

    private static List<Point> positions(List<Line> row) {
        return row.stream().map(Line::at).toList();
    }

    /** A row in the order in which people sit; one without coordinates stands in the order of the file, behind those before. */
    private List<Line> placed(String label, List<Line> row) {
        int number = rowsDone++;
        List<Line> placed = new ArrayList<>();
        if (row.stream().allMatch(seat -> seat.at != null)) {
            for (int i : RowOrder.along(positions(row))) {
                placed.add(row.get(i));
            }
            return placed;
        }
        findings.add("rows without coordinates are drawn one behind the other", label);
        for (Line seat : row) {
            Point at = new Point(placed.size(), number);
            placed.add(new Line(seat.id, seat.seat, at, seat.category, seat.accessible, seat.about));
        }
        return placed;
    }

    private void line(CsvRow row) {
        try {
            add(row);
        } catch (IllegalArgumentException e) {
            findings.add("lines that are left out", "line " + row.line() + ": " + e.getMessage());
        }
    }

    private void add(CsvRow row) {
        String label = required(row, "row");
        String seat = required(row, "seat");
        String category = row.optional("category").isEmpty() ? CATEGORY : text(row, "category");
        String x = row.optional("x");
        String y = row.optional("y");
        if (x.isEmpty() != y.isEmpty()) {
            throw new IllegalArgumentException("it has one of x and y");
        }
        Point at = x.isEmpty() ? null : new Point(number("x", x), number("y", y));
        String note = row.optional("note").isEmpty() ? null : text(row, "note");
        SeatGuide.About about = new SeatGuide.About(flag(row, "companion"), flag(row, "restricted"), false, note);
        Line line = new Line(row.optional("id"), seat, at, category, flag(row, "accessible"), about);
        String level = row.optional("level");
        String section = row.optional("section").isEmpty() ? level.isEmpty() ? "Seats" : level : text(row, "section");
        if (!taken.add(List.of(level, section, label, seat))) {
            throw new IllegalArgumentException("section, row and seat stand there twice");
        }
        if (++seats > MAX_SEATS) {
            throw new ImportException("more than " + MAX_SEATS + " seats");
        }
        categories.putIfAbsent(category, categories.size());
        if (!level.isEmpty() && !levels.containsKey(level)) {
            levels.put(level, Integer.toString(levels.size() + 1));
            guide.level(new SeatGuide.Level(levels.get(level), level, null));
        }
        sections.computeIfAbsent(List.of(level, section), names -> new LinkedHashMap<>())
                .computeIfAbsent(label, name -> new ArrayList<>())
                .add(line);
    }

    private static String required(CsvRow row, String column) {
        String text = text(row, column);
        if (text.isEmpty()) {
            throw new IllegalArgumentException(column + " is empty");
        }
        return text;
    }

    private static String text(CsvRow row, String column) {
        String text = row.get(column);
        if (text.length() > 200) {
            throw new IllegalArgumentException(column + " is longer than 200 characters");
        }
        return text;
    }

    private static double number(String column, String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    column + " is no number: " + text.substring(0, Math.min(20, text.length())));
        }
        double value = Double.parseDouble(text.replace(',', '.'));
        if (Math.abs(value) > MAX_COORDINATE) {
            throw new IllegalArgumentException(column + " is out of range");
        }
        return value;
    }

    private static boolean flag(CsvRow row, String column) {
        String text = row.optional(column).toLowerCase(Locale.ROOT);
        if (!YES.contains(text) && !NO.contains(text)) {
            throw new IllegalArgumentException(column + " is neither yes nor no");
        }
        return YES.contains(text);
    }
}
