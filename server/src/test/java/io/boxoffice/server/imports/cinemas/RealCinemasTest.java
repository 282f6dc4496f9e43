package io.boxoffice.server.imports.cinemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.server.imports.CatalogClient;
import io.boxoffice.server.imports.CatalogStub;
import io.boxoffice.server.imports.ImportReport;
import io.boxoffice.server.imports.InParallel;
import io.boxoffice.services.SharedData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** A real city's cinemas, with all that is wrong in the files. */
class RealCinemasTest {
    private final ImportReport report = new ImportReport();

    @Test
    void shouldFindWhatIsWrongInTheData() {
        assertEquals(1_209, count(-1, false, 1));
        assertEquals(369, report.refusedCount(Reasons.HALL_UNKNOWN));
        assertEquals(180, report.refusedCount(Reasons.SHOWTIME_UNKNOWN));
        assertEquals(5_616, report.refusedCount(Reasons.SEAT_UNKNOWN));
        assertEquals(90, report.refusedCount(Reasons.PRICED_TWICE));
        // 1,445 showtimes are named in the prices, two of which do not exist.
        assertEquals(279, report.refusedCount(Reasons.WITHOUT_PRICE));
        assertEquals(64, report.refusedCount(Reasons.WITHOUT_USABLE_PRICE));
        assertEquals(170, report.refusedCount(Reasons.OVERLAPS));
        assertEquals(0, report.refusedCount(Reasons.MALFORMED));
        assertTrue(
                report.notes().toString().contains("236 pairs"), report.notes().toString());
    }

    @Test
    void shouldSellAsManyShowsAsTheOptionsAllow() {
        assertEquals(1_379, count(-1, true, 1));
        assertEquals(1_488, count(80_000, false, 1));
        assertEquals(1_722, count(80_000, true, 1));
        assertEquals(2_418, count(-1, false, 2));
    }

    @Test
    void shouldBringInTheWholeSeason() throws IOException {
        try (CatalogStub stub = new CatalogStub()) {
            InParallel parallel = new InParallel(8, new PrintWriter(new StringWriter()));
            new CinemasImport(new CatalogClient(stub.url(), "organizer"), parallel, options(80_000, true, 1), report)
                    .run(SharedData.path("cinemas"));
            assertEquals(5, report.count("venues"));
            assertEquals(16, report.count("halls"));
            assertEquals(1_722, report.created("shows on sale"));
            assertEquals(0, report.refusedCount(Reasons.REFUSED_BY_SERVER));
            assertEquals(
                    "2031-05-01T01:00:00Z",
                    stub.posted("/v1/shows").stream()
                            .map(show -> show.body().get("startsAt").asText())
                            .min(String::compareTo)
                            .orElseThrow());
        }
    }

    private int count(long defaultAmount, boolean overlaps, int seasons) {
        return CinemasImport.count(SharedData.path("cinemas"), options(defaultAmount, overlaps, seasons), report);
    }

    private static CinemasOptions options(long defaultAmount, boolean overlaps, int seasons) {
        return new CinemasOptions(
                LocalDate.of(2031, 5, 1),
                ZoneId.of("Asia/Ho_Chi_Minh"),
                defaultAmount,
                overlaps,
                seasons,
                "VND",
                "cinemas");
    }
}
