package io.boxoffice.server.imports.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
import io.boxoffice.server.imports.CatalogClient;
import io.boxoffice.server.imports.CatalogStub;
import io.boxoffice.server.imports.ImportReport;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DemoCatalogueTest {
    private static final LocalDate TODAY = LocalDate.of(2031, 5, 1);

    @Test
    void shouldPutAWeekOfShowsOnSaleOnce() throws IOException {
        try (CatalogStub stub = new CatalogStub()) {
            ImportReport first = new ImportReport();
            List<DemoCatalogue.DemoShow> shows = create(stub, first, TODAY);
            assertTrue(shows.size() >= 21);
            assertEquals(shows.size(), first.created("shows on sale"));
            ImportReport again = new ImportReport();
            assertEquals(shows, create(stub, again, TODAY));
            assertEquals(0, again.created("shows on sale"));
            assertEquals(3, stub.posted("/v1/venues").size());
            assertEquals(6, stub.posted("/v1/events").size());
        }
    }

    @Test
    void shouldAddTheDaysThatComeIntoView() throws IOException {
        try (CatalogStub stub = new CatalogStub()) {
            create(stub, new ImportReport(), TODAY);
            ImportReport later = new ImportReport();
            create(stub, later, TODAY.plusDays(1));
            int added = later.created("shows on sale");
            assertTrue(added == 3 || added == 4, "added " + added);
        }
    }

    @Test
    void shouldDrawAHouseForEveryKindOfTicket() {
        SeatMap theatre = DemoHalls.theatre();
        assertEquals(388, theatre.seatCount());
        assertEquals(
                6,
                IntStream.range(0, theatre.seatCount())
                        .filter(theatre::accessible)
                        .count());
        SeatMap arena = DemoHalls.arena();
        assertEquals(2_000, arena.seatCount());
        assertEquals(1_500, arena.areaCapacity());
        SeatMap cinema = DemoHalls.cinema();
        assertEquals(2, cinema.places(cinema.seatIndex("I-1")));
        List.of(theatre, arena, cinema).forEach(SeatMapCodec::encode);
    }

    private static List<DemoCatalogue.DemoShow> create(CatalogStub stub, ImportReport report, LocalDate today) {
        return new DemoCatalogue(new CatalogClient(stub.url(), "organizer"), report).create(today);
    }
}
