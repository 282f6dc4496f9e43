package io.boxoffice.services.organisation;

import io.boxoffice.protocol.seatmap.SeatGuide;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.services.catalog.CatalogExport.ExportedShow;
import io.boxoffice.services.catalog.Event;
import io.boxoffice.services.catalog.Hall;
import io.boxoffice.services.catalog.LaterPrices;
import io.boxoffice.services.catalog.Prices;
import io.boxoffice.services.catalog.SeatMapInfo;
import io.boxoffice.services.catalog.Show;
import io.boxoffice.services.catalog.TypePrices;
import io.boxoffice.services.catalog.Venue;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Tables for spreadsheets and other programs: a ZIP of CSV files (RFC 4180, UTF-8, a line of names first). docs/organisations.md names
 * their columns.
 */
final class CsvExport extends ExportFormat {
    private static final Map<String, String> COLUMNS = Map.of(
            "venues", "id,external_id,name,address,postcode,city,country,latitude,longitude,timezone,website",
            "halls", "id,external_id,venue_id,name,cleaning_minutes",
            "seats",
                    "seat_map_id,hall_id,level,section,row,seat,label,x,y,category,places,accessible,companion,restricted,couple,note",
            "areas", "seat_map_id,hall_id,level,area,name,capacity,category,x,y",
            "events",
                    "id,external_id,kind,title,original_title,genres,language,duration_minutes,age_rating,year,status,description",
            "shows",
                    "id,external_id,event_id,event,venue_id,venue,hall_id,hall,seat_map_id,starts_at,ends_at,timezone,"
                            + "starts_local,on_sale_from,on_sale_until,currency,status",
            "prices", "show_id,from,ticket_type,of,name,amount,currency");

    private final ZipOutputStream zip = new ZipOutputStream(out);
    private final StringBuilder line = new StringBuilder();

    @Override
    String type() {
        return "application/zip";
    }

    @Override
    String extension() {
        return "zip";
    }

    @Override
    List<Run> runs() {
        return List.of(
                new Run(Things.VENUES, "venues"),
                new Run(Things.HALLS, "halls"),
                new Run(Things.SEAT_MAPS, "seats"),
                new Run(Things.SEAT_MAPS, "areas"),
                new Run(Things.EVENTS, "events"),
                new Run(Things.SHOWS, "shows"),
                new Run(Things.SHOWS, "prices"));
    }

    @Override
    void begin(Organisation organisation) {
        // The tables alone.
    }

    @Override
    void beginRun(Run run) throws IOException {
        zip.putNextEntry(new ZipEntry(run.name() + ".csv"));
        line.append(COLUMNS.get(run.name())).append("\r\n");
        flush();
    }

    @Override
    void endRun(Run run) throws IOException {
        zip.closeEntry();
    }

    @Override
    void venue(Venue venue) throws IOException {
        var s = venue.stated();
        row(
                venue.id(),
                s.externalId(),
                s.name(),
                s.address(),
                s.postcode(),
                s.city(),
                s.country(),
                s.latitude(),
                s.longitude(),
                s.timezone(),
                s.website());
        flush();
    }

    @Override
    void hall(Hall hall) throws IOException {
        var s = hall.stated();
        row(hall.id(), s.externalId(), hall.venueId(), s.name(), s.cleaningMinutes());
        flush();
    }

    @Override
    void seatMap(Run run, SeatMapInfo info, SeatMap map) throws IOException {
        if (run.name().equals("areas")) {
            areas(info, map);
        } else {
            seats(info, map);
        }
        flush();
    }

    private void areas(SeatMapInfo info, SeatMap map) {
        for (int i = 0; i < map.areaCount(); i++) {
            SeatMap.Area area = map.area(i);
            row(
                    info.id(),
                    info.hallId(),
                    levelName(map.guide(), map.guide().area(i).where()),
                    area.id(),
                    area.name(),
                    area.capacity(),
                    map.categoryName(area.category()),
                    decimal(area.x()),
                    decimal(area.y()));
        }
    }

    private void seats(SeatMapInfo info, SeatMap map) {
        SeatGuide guide = map.guide();
        for (int seat = 0; seat < map.seatCount(); seat++) {
            int row = map.seatRow(seat);
            int section = map.rowSection(row);
            SeatGuide.About about = guide.seat(seat);
            String level = levelName(guide, guide.row(row).where());
            row(
                    info.id(),
                    info.hallId(),
                    level == null ? levelName(guide, guide.section(section)) : level,
                    map.sectionName(section),
                    map.rowLabel(row),
                    map.seatId(seat),
                    map.seatLabel(seat),
                    decimal(map.x(seat)),
                    decimal(map.y(seat)),
                    map.categoryName(map.seatCategory(seat)),
                    map.places(seat),
                    map.accessible(seat),
                    about.companion(),
                    about.restricted(),
                    about.couple(),
                    about.note());
        }
    }

    private static String levelName(SeatGuide guide, SeatGuide.Where where) {
        SeatGuide.Level level = guide.level(where);
        return level == null ? null : level.name();
    }

    private static BigDecimal decimal(int hundredths) {
        return BigDecimal.valueOf(hundredths, 2);
    }

    @Override
    void event(Event event) throws IOException {
        var s = event.stated();
        row(
                event.id(),
                s.externalId(),
                s.kind() == null ? null : s.kind().text(),
                s.title(),
                s.originalTitle(),
                String.join("; ", s.genres()),
                s.language(),
                s.durationMinutes(),
                s.ageRating(),
                s.year(),
                s.status() == null ? null : s.status().text(),
                s.description());
        flush();
    }

    @Override
    void show(Run run, ExportedShow exported) throws IOException {
        Show show = exported.show();
        if (run.name().equals("prices")) {
            prices(show);
        } else {
            var labels = exported.labels();
            row(
                    show.id(),
                    show.externalId(),
                    show.eventId(),
                    labels.eventTitle(),
                    show.venueId(),
                    labels.venueName(),
                    show.hallId(),
                    labels.hallName(),
                    show.seatMapId(),
                    show.startsAt(),
                    show.endsAt(),
                    labels.timezone(),
                    show.startsAt()
                            .truncatedTo(ChronoUnit.SECONDS)
                            .atZone(ZoneId.of(labels.timezone()))
                            .toLocalDateTime(),
                    show.onSaleFrom(),
                    show.onSaleUntil(),
                    show.currency(),
                    show.state().text());
        }
        flush();
    }

    private void prices(Show show) {
        Prices prices = show.prices();
        if (prices == null) {
            return;
        }
        prices(show, null, prices.typeNames().get(0), prices);
        prices.types().forEach(type -> prices(show, null, type));
        for (LaterPrices later : prices.periods()) {
            prices(
                    show,
                    later.from(),
                    prices.typeNames().get(0),
                    new Prices(later.defaultAmount(), later.categories(), later.seats(), later.areas()));
            later.types().forEach(type -> prices(show, later.from(), type));
        }
    }

    private void prices(Show show, Instant from, TypePrices type) {
        prices(
                show,
                from,
                type.name(),
                new Prices(type.defaultAmount(), type.categories(), type.seats(), type.areas()));
    }

    private void prices(Show show, Instant from, String type, Prices prices) {
        if (prices.defaultAmount() != null) {
            row(show.id(), from, type, "default", null, prices.defaultAmount(), show.currency());
        }
        prices.categories()
                .forEach((name, amount) -> row(show.id(), from, type, "category", name, amount, show.currency()));
        prices.seats().forEach((name, amount) -> row(show.id(), from, type, "seat", name, amount, show.currency()));
        prices.areas().forEach((name, amount) -> row(show.id(), from, type, "area", name, amount, show.currency()));
    }

    @Override
    void end() throws IOException {
        zip.finish();
    }

    private void row(Object... values) {
        for (int i = 0; i < values.length; i++) {
            line.append(i == 0 ? "" : ",").append(cell(values[i]));
        }
        line.append("\r\n");
    }

    /** As RFC 4180 has it; what is not known is empty. */
    private static String cell(Object value) {
        String text = value == null ? "" : value.toString();
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private void flush() throws IOException {
        zip.write(line.toString().getBytes(StandardCharsets.UTF_8));
        line.setLength(0);
    }
}
