package io.boxoffice.server.imports.listings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.server.imports.CatalogClient;
import io.boxoffice.server.imports.CatalogStub;
import io.boxoffice.server.imports.ImportException;
import io.boxoffice.server.imports.ImportReport;
import io.boxoffice.server.imports.InParallel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events of the web: schema.org and calendars. */
final class ListingsImportTest {
    private static final ListingsOptions BERLIN = new ListingsOptions(
            ZoneId.of("Europe/Berlin"), "The house", Duration.ofMinutes(90), 1_200, "EUR", 50, "test");
    private static final ListingsOptions BARE =
            new ListingsOptions(ZoneId.of("UTC"), null, Duration.ofMinutes(90), -1, "EUR", 0, "test");

    @TempDir
    private Path directory;

    private final ImportReport report = new ImportReport();
    private CatalogStub stub;

    @BeforeEach
    void start() throws IOException {
        stub = new CatalogStub();
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private Path file(String name, String text, Charset charset) throws IOException {
        return Files.write(directory.resolve(name), text.getBytes(charset));
    }

    private List<Listing> read(ListingsOptions options, String text) throws IOException {
        return new ListingsReader(options, report).read(file("listing", text, StandardCharsets.UTF_8));
    }

    private List<String> reasons() {
        return report.refusedRows().stream()
                .map(ImportReport.RefusedRow::reason)
                .toList();
    }

    private void run(CatalogClient client, ListingsOptions options, String text) throws IOException {
        new ListingsImport(client, new InParallel(2, new PrintWriter(Writer.nullWriter())), options, report)
                .run(List.of(file("listing", text, StandardCharsets.UTF_8)));
    }

    private static String event(String fields) {
        return "{\"@context\":\"https://schema.org\",\"@type\":\"Event\",\"name\":\"Low Tide\"," + fields + "}";
    }

    private static String calendar(String... lines) {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:u1\r\nSUMMARY:Low Tide\r\n"
                + String.join("\r\n", lines) + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    }

    @Test
    void shouldReadAScreeningWithItsFilm() throws IOException {
        Listing listing = read(BARE, """
                {"@context":"https://schema.org","@graph":[
                 {"@type":"ScreeningEvent","@id":"https://house.example/1","name":"ignored",
                  "workPresented":{"@id":"#film"},"startDate":"2040-03-01T20:15:00+01:00","inLanguage":"de",
                  "location":{"@type":"MovieTheater","name":"Screen 2","maximumAttendeeCapacity":80,
                    "containedInPlace":{"name":"Moonbeam","address":{"streetAddress":"Harbour 1","addressLocality":"Harbourtown"},
                    "geo":{"latitude":"53.5","longitude":9.9}}},
                  "offers":[{"price":"12,50","priceCurrency":"EUR"},{"price":9.5,"priceCurrency":"EUR"}]},
                 {"@type":"Movie","@id":"#film","name":"Low Tide","duration":"PT1H35M","description":"A ship"}]}""").get(0);

        assertEquals("Low Tide", listing.title());
        assertEquals("2040-03-01T19:15:00Z", listing.start().toString());
        assertEquals("2040-03-01T20:50:00Z", listing.end().toString());
        assertEquals(new Listing.Venue("Moonbeam", "Screen 2", "Harbour 1", "Harbourtown", 53.5, 9.9), listing.venue());
        assertEquals(950, listing.price());
        assertEquals(80, listing.capacity());
        assertEquals("https://house.example/1", listing.id());
    }

    @Test
    void shouldTakeTimesWithoutAZoneAsTheVenues() throws IOException {
        assertEquals(
                "2040-07-01T18:00:00Z",
                read(BERLIN, event("\"startDate\":\"2040-07-01T20:00\""))
                        .get(0)
                        .start()
                        .toString());
        assertEquals(
                "2040-07-01T18:00:00Z",
                read(BERLIN, calendar("DTSTART:20400701T200000")).get(0).start().toString());
        assertEquals(
                "2040-07-01T11:00:00Z",
                read(BERLIN, calendar("DTSTART;TZID=Asia/Tokyo:20400701T200000"))
                        .get(0)
                        .start()
                        .toString());
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        try {
            assertEquals(
                    "2040-07-01T18:00:00Z",
                    read(BERLIN, calendar("DTSTART:20400701T200000"))
                            .get(0)
                            .start()
                            .toString());
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void shouldRepeatAnEventByItsRuleAsTheClocksGo() throws IOException {
        List<Listing> weekly = read(
                BERLIN,
                calendar(
                                "DTSTART;TZID=Europe/Berlin:20401021T200000",
                                "DURATION:PT2H",
                                "RRULE:FREQ=WEEKLY;COUNT=3",
                                "LOCATION:Moonbeam\\, Harbour 1\\, Harbourtown")
                        .replace(
                                "END:VCALENDAR",
                                "BEGIN:VEVENT\r\nUID:u1\r\nSUMMARY:Low Tide\r\nRECURRENCE-ID;TZID=Europe/Berlin:20401104T200000\r\n"
                                        + "DTSTART;TZID=Europe/Berlin:20401105T210000\r\nEND:VEVENT\r\nEND:VCALENDAR"));

        assertEquals(
                List.of("2040-10-21T18:00:00Z", "2040-10-28T19:00:00Z", "2040-11-05T20:00:00Z"),
                weekly.stream().map(listing -> listing.start().toString()).toList());
        assertEquals(
                Duration.ofHours(2),
                Duration.between(weekly.get(1).start(), weekly.get(1).end()));
        assertEquals("Moonbeam", weekly.get(0).venue().name());
        assertEquals("Harbour 1, Harbourtown", weekly.get(0).venue().address());
    }

    @Test
    void shouldSayOfEachThatIsRefusedWhy() throws IOException {
        read(
                BERLIN,
                "["
                        + String.join(
                                ",",
                                event("\"startDate\":\"2040-07-01\""),
                                event("\"startDate\":\"soon\""),
                                event("\"url\":\"x\""),
                                event("\"startDate\":\"2040-07-01T20:00\",\"endDate\":\"2040-07-01T19:00\""),
                                event(
                                        "\"startDate\":\"2040-07-01T20:00\",\"eventStatus\":\"https://schema.org/EventCancelled\""),
                                event(
                                        "\"startDate\":\"2040-07-01T20:00\",\"location\":{\"@type\":\"VirtualLocation\"}"),
                                event("\"startDate\":\"2040-07-01T20:00\",\"offers\":{\"price\":\"cheap\"}"),
                                event("\"startDate\":\"2040-07-01T20:00\",\"duration\":\"long\""))
                        + "]");
        read(BERLIN, calendar("DTSTART;VALUE=DATE:20400701"));
        read(BERLIN, calendar("STATUS:CANCELLED", "DTSTART:20400701T200000Z"));
        read(BERLIN, calendar("DTSTART;TZID=Nowhere/Else:20400701T200000"));

        assertEquals(
                List.of(
                        "has a day and no time of day",
                        "has a time that cannot be read",
                        "has no start",
                        "ends before it starts, or much later",
                        "is cancelled or postponed",
                        "is on the internet alone",
                        "has a price that cannot be read",
                        "has a length that cannot be read",
                        "has a day and no time of day",
                        "is cancelled or postponed",
                        "has a time zone that is not known"),
                reasons());
    }

    @Test
    void shouldSayWhatIsMissingAndTakeItFromTheOptions() throws IOException {
        String events = "[" + event("\"startDate\":\"2040-07-01T20:00\"") + ","
                + event("\"startDate\":\"2040-07-02T20:00\",\"location\":\"Hall\"") + ","
                + event("\"startDate\":\"2040-07-03T20:00\",\"location\":\"Hall\",\"maximumAttendeeCapacity\":5") + ","
                + event(
                        "\"startDate\":\"2001-07-03T20:00\",\"location\":\"Hall\",\"maximumAttendeeCapacity\":5,\"isAccessibleForFree\":true")
                + "]";

        run(null, BARE, events);

        assertEquals(
                List.of(
                        "has no place: name one with --venue",
                        "does not say for how many it is: say so with --capacity",
                        "has no price: name one with --price",
                        "is in the past"),
                reasons());
        ImportReport all = new ImportReport();
        new ListingsImport(null, new InParallel(1, new PrintWriter(Writer.nullWriter())), BERLIN, all)
                .run(List.of(directory.resolve("listing")));
        assertEquals(3, all.count(ListingsImport.WOULD_BE_ON_SALE));
    }

    @Test
    void shouldDoubleNothingWhenRepeated() throws IOException {
        String events = "[" + event("\"@id\":\"a\",\"startDate\":\"2040-07-01T20:00\"") + ","
                + event("\"startDate\":\"2040-07-02T20:00\",\"url\":\"same\"") + ","
                + event("\"startDate\":\"2040-07-03T20:00\",\"url\":\"same\"") + "]";
        CatalogClient client = new CatalogClient(stub.url(), "organizer");

        run(client, BERLIN, events);
        run(client, BERLIN, events);

        assertEquals(6, report.count(ListingsImport.ON_SALE), "three, twice");
        assertEquals(1, stub.posted("/venues").size());
        assertEquals(1, stub.posted("/events").size());
        assertEquals(1, stub.posted("/seat-maps").size());
        JsonNode map = stub.posted("/seat-maps").get(0).body();
        assertEquals(50, map.at("/areas/0/capacity").asInt());
    }

    @Test
    void shouldReportEveryPerformanceOfAnEventThatIsRefused() throws IOException {
        stub.answerOnce("/v1/events", 422, "invalid_value");

        run(
                new CatalogClient(stub.url(), "organizer"),
                BERLIN,
                "[" + event("\"startDate\":\"2040-07-01T20:00\"") + "," + event("\"startDate\":\"2040-07-02T20:00\"")
                        + "]");

        assertEquals(List.of("the server refused it", "the server refused it"), reasons());
        assertEquals(0, report.count(ListingsImport.ON_SALE));
    }

    @Test
    void shouldEndWithCyclesDepthAndRulesWithoutEnd() throws IOException {
        List<Listing> cycle = read(BERLIN, """
                {"@graph":[{"@type":"Event","@id":"a","name":"A","startDate":"2040-01-01T20:00","location":{"@id":"b"},"subEvent":{"@id":"a"}},
                 {"@id":"b","@type":"Place","name":"B","containedInPlace":{"@id":"b"}}]}""");
        assertEquals(1, cycle.size());
        assertEquals("B", cycle.get(0).venue().name());
        assertThrows(ImportException.class, () -> read(BERLIN, "[".repeat(100_000)));
        assertEquals(
                1_000,
                read(BERLIN, calendar("DTSTART:20400701T200000Z", "RRULE:FREQ=SECONDLY"))
                        .size());
        assertEquals(List.of("is repeated more than 1000 times; the rest is left out"), reasons());
        assertTrue(read(BERLIN, calendar("DTSTART:20400701T200000Z", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"))
                        .size()
                <= 1);
        assertThrows(ImportException.class, () -> read(BERLIN, "hello"));
    }

    @Test
    void shouldReadNoTextInAnotherEncoding() throws IOException {
        String event = event("\"startDate\":\"2040-07-01T20:00\",\"description\":\"\u00e9\"");
        Path latin = file("latin", event, StandardCharsets.ISO_8859_1);
        assertThrows(ImportException.class, () -> new ListingsReader(BERLIN, report).read(latin));
        Path wide = file("wide", '\ufeff' + event, StandardCharsets.UTF_16BE);
        assertEquals(
                "\u00e9", new ListingsReader(BERLIN, report).read(wide).get(0).description());
    }
}
