package io.boxoffice.server.imports.cinemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.server.cli.CommandRun;
import io.boxoffice.server.imports.CatalogClient;
import io.boxoffice.server.imports.CatalogStub;
import io.boxoffice.server.imports.ImportException;
import io.boxoffice.server.imports.ImportReport;
import io.boxoffice.server.imports.InParallel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CinemasImportTest {
    private static final CinemasOptions STRICT =
            new CinemasOptions(LocalDate.of(2031, 5, 1), ZoneId.of("Asia/Ho_Chi_Minh"), -1, false, 1, "VND", "cinemas");

    @TempDir
    Path directory;

    private CatalogStub stub;

    @BeforeEach
    void write() throws IOException {
        stub = new CatalogStub();
        file(
                "venues.json",
                "[{'id':'v1','name':'Odeon','address':'1 High Street, ĐN','lat':16.1,'lon':108.2,"
                        + "'halls':['1','2']}]");
        file(
                "movies.json",
                "[{'id':'m1','title':'Metropolis','overview':'A city.','durationMinutes':120,"
                        + "'originalLanguage':'de','genres':['Drama']}]");
        file("seats.csv", """
                seat_id,venue_id,hall,row,column,places,x,y
                s1,v1,1,A,1,1,0,0
                s2,v1,1,A,2,1,1,0
                s3,v1,1,A,3,1,3,0
                s4,v1,1,B,1,2,0,1
                s5,v1,1,B,2,1,2,1
                s6,v1,9,A,1,1,0,0
                s7,v1,1,B,3,many,3,1
                """);
        file("showtimes.csv", """
                show_id,movie_id,venue_id,hall,start,end
                t1,m1,v1,1,2020-01-01T17:30:00Z,2020-01-01T19:30:00Z
                t2,m1,v1,1,2020-01-02T10:00:00Z,2020-01-02T20:00:00Z
                t3,m1,v1,1,2020-01-02T11:00:00Z,2020-01-02T13:00:00Z
                t4,m1,v1,1,2020-01-03T10:00:00Z,2020-01-03T12:00:00Z
                t5,m9,v1,1,2020-01-04T10:00:00Z,2020-01-04T12:00:00Z
                t6,m1,v1,2,2020-01-04T10:00:00Z,2020-01-04T12:00:00Z
                t7,m1,v1,1,2020-01-05T12:00:00Z,2020-01-05T10:00:00Z
                t8,m1,v1,1,2020-01-06T10:00:00Z,2020-01-06T12:00:00Z
                """);
        prices("""
                show_id,seat_id,price_vnd
                t1,s1,70000
                t1,s2,70000
                t1,s3,90000
                t1,s4,140000
                t2,s1,100000
                t3,s1,60000
                t3,s1,65000
                t0,s1,60000
                t3,s0,60000
                t8,s0,60000
                """);
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void shouldRefuseRowByRowWithAReason() {
        ImportReport report = run(STRICT);
        assertEquals(
                List.of(
                        "seats.csv:7 s6 " + Reasons.HALL_UNKNOWN,
                        "seats.csv:8 s7 " + Reasons.MALFORMED,
                        "showtimes.csv:6 t5 " + Reasons.MOVIE_UNKNOWN,
                        "showtimes.csv:7 t6 " + Reasons.HALL_WITHOUT_SEATS,
                        "showtimes.csv:8 t7 " + Reasons.MALFORMED,
                        "prices.csv.gz:8 t3/s1 " + Reasons.PRICED_TWICE,
                        "prices.csv.gz:9 t0/s1 " + Reasons.SHOWTIME_UNKNOWN,
                        "prices.csv.gz:10 t3/s0 " + Reasons.SEAT_UNKNOWN,
                        "prices.csv.gz:11 t8/s0 " + Reasons.SEAT_UNKNOWN,
                        "showtimes.csv:5 t4 " + Reasons.WITHOUT_PRICE,
                        "showtimes.csv:9 t8 " + Reasons.WITHOUT_USABLE_PRICE,
                        "showtimes.csv:3 t2 " + Reasons.OVERLAPS),
                report.refusedRows().stream()
                        .map(r -> r.file() + ":" + r.line() + " " + r.id() + " " + r.reason())
                        .toList());
        assertEquals(2, report.created("shows on sale"));
    }

    @Test
    void shouldReadFilesOfSpreadsheets() throws IOException {
        file("seats.csv", """
                \ufeffseat_id;venue_id;hall;section;row;column;category;accessible;x;y
                s1;v1;1;Stalls;A;1;;;0,00;0
                s2;v1;1;Stalls;A;2;Premium;;1;0.0
                s3;v1;1;Balcony;A;1;;yes;0;4
                s4;v1;1;Balcony;A;2;;perhaps;1;4
                s5;v1;1;Balcony;A;3;;;;4
                s6;v1;1;Balcony;A;4;;;1,5;4
                """);
        prices("""
                \ufeffshow_id\tseat_id\tprice_vnd
                t1\ts1\t70000.00
                t1\ts2\t90000,00
                t1\ts3\t50000
                """);
        ImportReport report = run(STRICT);
        assertEquals(1, report.created("shows on sale"));
        assertEquals(
                List.of(
                        "s4 accessible is \"perhaps\", neither true nor false",
                        "s5 x is missing",
                        "s6 x is \"1,5\", not a whole number"),
                report.refusedRows().stream()
                        .filter(r -> r.file().equals("seats.csv"))
                        .map(r -> r.id() + " " + r.detail())
                        .toList());
        JsonNode map = stub.posted("/seat-maps").get(0).body();
        assertEquals("Stalls", map.at("/sections/0/name").asText());
        assertEquals("Premium", map.at("/sections/0/rows/0/seats/1/category").asText());
        assertEquals("Balcony-A-1", map.at("/sections/1/rows/0/seats/0/id").asText());
        assertTrue(map.at("/sections/1/rows/0/seats/0/accessible").asBoolean());
        JsonNode prices = stub.posted("/v1/shows").get(0).body().at("/prices");
        assertEquals(90_000, prices.at("/categories/Premium").asLong());
    }

    @Test
    void shouldDrawTheHallWithAislesAndDoubleSeats() {
        run(STRICT);
        JsonNode rows = stub.posted("/seat-maps").get(0).body().at("/sections/0/rows");
        assertEquals("A-3", rows.at("/0/seats/2/id").asText());
        assertTrue(rows.at("/0/seats/2/gapBefore").asBoolean());
        assertEquals("Double", rows.at("/1/seats/0/category").asText());
        assertEquals(2, rows.at("/1/seats/0/places").asInt());
        assertEquals(0.5, rows.at("/1/seats/0/x").asDouble());
        assertTrue(rows.at("/1/seats/1/gapBefore").isMissingNode());
    }

    @Test
    void shouldMoveTheSeasonByWholeDaysAndKeepTimesOfDay() {
        run(STRICT);
        JsonNode first = show("cinemas:t1");
        assertEquals("2031-04-30T17:30:00Z", first.get("startsAt").asText());
        assertEquals("2031-04-30T19:30:00Z", first.get("endsAt").asText());
        assertEquals("2031-05-01T11:00:00Z", show("cinemas:t3").get("startsAt").asText());
        assertEquals("VND", first.get("currency").asText());
    }

    @Test
    void shouldPriceByCategoryWithExceptionsAndBlockSeatsWithoutAPrice() {
        run(STRICT);
        JsonNode prices = show("cinemas:t1").get("prices");
        assertEquals(
                "{\"categories\":{\"Double\":140000,\"Single\":70000},\"seats\":{\"A-3\":90000,\"B-2\":140000}}",
                prices.toString());
        assertTrue(stub.log().stream().anyMatch(line -> line.matches("PUT /v1/shows/\\d+/seat-blocks")));
    }

    @Test
    void shouldSellWithADefaultPriceAndWithOverlapsWhenAsked() {
        CinemasOptions generous =
                new CinemasOptions(STRICT.startDate(), STRICT.timeZone(), 80_000, true, 1, "VND", "cinemas");
        ImportReport report = run(generous);
        assertEquals(5, report.created("shows on sale"));
        assertEquals(
                "{\"categories\":{\"Double\":160000,\"Single\":80000}}",
                show("cinemas:t4").get("prices").toString());
    }

    @Test
    void shouldRunTheSeasonSeveralTimes() {
        CinemasOptions twice =
                new CinemasOptions(STRICT.startDate(), STRICT.timeZone(), -1, false, 2, "VND", "cinemas");
        assertEquals(4, run(twice).created("shows on sale"));
        assertEquals(
                "2031-05-01T17:30:00Z", show("cinemas:t1:2").get("startsAt").asText());
        assertEquals(4, CinemasImport.count(directory, twice, new ImportReport()));
    }

    @Test
    void shouldDoubleNothingWhenRepeated() {
        run(STRICT);
        ImportReport again =
                run(new CinemasOptions(LocalDate.of(2031, 6, 1), STRICT.timeZone(), -1, false, 1, "VND", "cinemas"));
        assertEquals(2, again.count("shows on sale"));
        assertEquals(0, again.created("shows on sale"));
        assertEquals(2, stub.posted("/v1/shows").size());
        assertEquals(1, stub.posted("/v1/events").size());
    }

    @Test
    void shouldGoOnWhenTheServerRefusesOneShow() {
        stub.answerOnce("/v1/shows", 422, "invalid");
        ImportReport report = run(STRICT);
        assertEquals(1, report.created("shows on sale"));
        assertEquals(1, report.refusedCount(Reasons.REFUSED_BY_SERVER));
    }

    @Test
    void shouldRefuseEachShowOfThePastWithThatReason() {
        stub.answerOnce("/v1/shows", 422, "invalid_value");
        stub.answerOnce("/v1/shows", 422, "invalid_value");
        ImportReport report =
                run(new CinemasOptions(LocalDate.of(2020, 1, 1), STRICT.timeZone(), -1, false, 1, "VND", "cinemas"));
        assertEquals(0, report.count(CinemasImport.ON_SALE));
        assertEquals(2, report.refusedCount(Reasons.IN_THE_PAST));
    }

    @Test
    void shouldFailWhenItPutsNothingOnSale() {
        String[] asked = {
            "import",
            "cinemas",
            directory.toString(),
            "--url",
            stub.url().toString(),
            "--token",
            "organizer",
            "--first-day"
        };
        stub.answerOnce("/v1/shows", 422, "invalid_value");
        stub.answerOnce("/v1/shows", 422, "invalid_value");
        CommandRun past = run(asked, "2020-01-01");
        assertEquals(1, past.code(), past.err());
        assertTrue(past.err().contains("nothing was put on sale"), past.err());
        assertTrue(past.out().contains("2 showtimes.csv: " + Reasons.IN_THE_PAST), past.out());

        CommandRun future = run(asked, "2031-05-01");
        assertEquals(0, future.code(), future.err());
        assertEquals("2031-04-30T17:30:00Z", show("cinemas:t1").get("startsAt").asText());
    }

    private static CommandRun run(String[] asked, String firstDay) {
        String[] all = Arrays.copyOf(asked, asked.length + 1);
        all[asked.length] = firstDay;
        return CommandRun.of(all);
    }

    /** New York's clocks are put forward between: noon stays noon. */
    @Test
    void shouldKeepLocalTimesWhereClocksChange() {
        run(new CinemasOptions(
                LocalDate.of(2031, 7, 1), ZoneId.of("America/New_York"), -1, false, 1, "VND", "cinemas"));
        assertEquals(
                "2031-07-01T16:30:00Z", show("cinemas:t1").get("startsAt").asText(), "12:30 was 17:30Z in January");
    }

    @Test
    void shouldSayWhichFileIsMissing() throws IOException {
        Files.delete(directory.resolve("movies.json"));
        String message = assertThrows(ImportException.class, () -> run(STRICT)).getMessage();
        assertTrue(message.contains("movies.json"), message);
    }

    @Test
    void shouldWriteTheRefusedRows() throws IOException {
        Path out = directory.resolve("refused.csv");
        run(STRICT).writeRefused(out);
        List<String> lines = Files.readAllLines(out);
        assertEquals("file,line,id,reason,detail", lines.get(0));
        assertEquals(13, lines.size());
        assertTrue(lines.get(1).contains("seats.csv,7,s6"), lines.get(1));
    }

    @Test
    void shouldKnowTheCityOfAnAddress() {
        assertEquals("Đà Nẵng", City.of("T4-Tòa nhà Nguyễn Kim, 46 Điện Biên Phủ, ĐN"));
        assertEquals("Hà Nội", City.of("Q. Thanh Xuân, TP. Hà Nội"));
        assertEquals("Hồ Chí Minh", City.of("123 TP Hồ Chí Minh"));
    }

    private ImportReport run(CinemasOptions options) {
        ImportReport report = new ImportReport();
        InParallel parallel = new InParallel(4, new PrintWriter(new StringWriter()));
        new CinemasImport(new CatalogClient(stub.url(), "organizer"), parallel, options, report).run(directory);
        return report;
    }

    private JsonNode show(String externalId) {
        return stub.posted("/v1/shows").stream()
                .map(CatalogStub.Resource::body)
                .filter(body -> body.get("externalId").asText().equals(externalId))
                .findFirst()
                .orElseThrow();
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), name.endsWith("json") ? text.replace('\'', '"') : text);
    }

    private void prices(String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(directory.resolve("prices.csv.gz")))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
