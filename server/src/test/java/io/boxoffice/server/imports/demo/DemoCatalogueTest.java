package io.boxoffice.server.imports.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.seatmap.SeatGuide;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
import io.boxoffice.server.imports.CatalogClient;
import io.boxoffice.server.imports.CatalogStub;
import io.boxoffice.server.imports.ImportReport;
import io.boxoffice.server.imports.InParallel;
import io.boxoffice.server.imports.demo.DemoProgramme.Showing;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DemoCatalogueTest {
    private static final Instant NOW = Instant.parse("2031-05-01T11:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration CLEANING = Duration.ofMinutes(10);

    private final DemoProgramme programme = new DemoProgramme();

    @Test
    void shouldPutThreeWeeksOnSaleOnce() throws IOException {
        try (CatalogStub stub = new CatalogStub()) {
            ImportReport first = new ImportReport();
            DemoCatalogue.DemoShow show = create(stub, first, NOW);
            assertEquals(programme.showings(NOW).size(), first.created(DemoCatalogue.SHOWS));
            assertTrue(first.created(DemoCatalogue.SOLD) > 0);
            int bought = count(stub, "/payments");
            ImportReport again = new ImportReport();
            assertEquals(show, create(stub, again, NOW));
            assertEquals(0, again.created(DemoCatalogue.SHOWS));
            assertEquals(0, again.count(DemoCatalogue.SOLD));
            assertEquals(bought, count(stub, "/payments"), "nothing is sold twice");
            assertEquals(12, stub.posted("/v1/venues").size());
            assertEquals(21, stub.posted("/halls").size());
            assertEquals(40, stub.posted("/v1/events").size());
        }
    }

    @Test
    void shouldAddTheDaysThatComeIntoView() throws IOException {
        try (CatalogStub stub = new CatalogStub()) {
            create(stub, new ImportReport(), NOW);
            Set<String> before = names(programme.showings(NOW));
            Set<String> after = names(programme.showings(NOW.plus(DAY)));
            ImportReport later = new ImportReport();
            create(stub, later, NOW.plus(DAY));
            after.removeAll(before);
            assertFalse(after.isEmpty());
            assertEquals(after.size(), later.created(DemoCatalogue.SHOWS));
        }
    }

    @Test
    void shouldHaveEveryKindOfSaleInEveryCityOnAnyDay() {
        for (int day = 0; day < DemoProgramme.DAYS; day++) {
            Instant now = NOW.plus(DAY.multipliedBy(day));
            List<Showing> all = programme.showings(now);
            Map<String, List<Showing>> cities =
                    all.stream().collect(Collectors.groupingBy(s -> s.venue().city()));
            assertEquals(4, cities.size(), "on " + now);
            cities.forEach((city, shows) -> {
                String where = city + " on " + now;
                assertTrue(has(shows, s -> isToday(s, now)) || has(shows, s -> isToday(s, now.plus(DAY))), where);
                assertTrue(has(shows, s -> s.run().soldPercent() > 90 && s.run().soldPercent() < 100), where);
            });
            assertTrue(has(all, s -> s.run().soldPercent() == 100), "sold out on " + now);
            assertTrue(has(all, s -> s.run().cancelled()), "cancelled on " + now);
            assertTrue(has(all, s -> s.onSaleFrom() != null && s.onSaleFrom().isAfter(now)), "not yet on " + now);
            assertTrue(has(all, s -> s.start().isAfter(all.get(0).start().plusDays(18))), "three weeks on " + now);
        }
    }

    @Test
    void shouldNeverHaveTwoShowsInOneHall() {
        Map<String, List<Showing>> halls = programme.showings(NOW).stream()
                .collect(Collectors.groupingBy(s -> s.run().hall()));
        halls.forEach((hall, shows) -> {
            for (int i = 1; i < shows.size(); i++) {
                ZonedDateTime free = shows.get(i - 1).end().plus(CLEANING);
                assertFalse(
                        shows.get(i).start().isBefore(free),
                        hall + " at " + shows.get(i).start());
            }
        });
        assertEquals(21, halls.size(), "each hall is used");
    }

    @Test
    void shouldDrawAnArenaThatFillsAStadiumAndHallsOfEveryKind() {
        SeatMap arena = map("arena", "bowl");
        assertEquals(60_000, arena.seatCount());
        assertEquals(6_000, arena.areaCapacity());
        assertTrue(seatsApart(arena), "no seat stands on another");
        assertEquals(102, map("moonbeam", "1").seatCount());
        assertEquals(2, map("moonbeam", "6").places(0));
        SeatMap concert = map("alder-hall", "great");
        assertTrue(concert.categoryNamed("Balcony") >= 0 && concert.categoryNamed("Gallery") >= 0);
        assertEquals(3_500, map("weir", "stage").areaCapacity());
        programme
                .venues()
                .forEach(venue -> venue.halls().values().forEach(hall -> SeatMapCodec.encode(programme.drawn(hall))));
    }

    @Test
    void shouldTellPeopleOfHallsWhatThereIsToKnow() {
        SeatMap theatre = map("lantern", "main");
        SeatGuide guide = theatre.guide();
        assertEquals(
                List.of("Stalls", "Circle"),
                guide.levels().stream().map(SeatGuide.Level::name).toList());
        assertEquals("Door B", guide.entrance(guide.section(1)).name());
        int last = theatre.rowStart(12);
        assertTrue(theatre.accessible(last - 1) && !theatre.accessible(last - 2));
        assertTrue(guide.seat(last - 2).companion(), "somebody comes along");
        assertTrue(guide.seat(last).restricted() && !guide.seat(last + 1).restricted());
        SeatMap cellar = map("bilge", "cellar");
        assertEquals(72, cellar.seatCount());
        assertEquals(SeatGuide.RowKind.ROUND_TABLE, cellar.guide().row(5).kind());
        assertEquals(4, cellar.rowStart(6) - cellar.rowStart(5));
        assertTrue(cellar.guide().seat(71).couple() && cellar.guide().seat(60).couple());
        assertTrue(seatsApart(cellar), "no seat stands on another");
    }

    @Test
    void shouldSellSoThatNobodyLeavesASeatAlone() {
        for (Showing showing : programme.showings(NOW)) {
            String[] hall = showing.run().hall().split("/");
            int percent = showing.run().soldPercent();
            SeatMap map = map(hall[0], hall[1]);
            if (percent > 0 && map.seatCount() > 0) {
                BitSet taken = new BitSet();
                for (List<Integer> party : DemoSales.parties(map, percent, new Random(7))) {
                    assertTrue(party.size() <= 10);
                    party.forEach(seat -> {
                        assertFalse(taken.get(seat), "sold twice");
                        taken.set(seat);
                    });
                    assertEquals(List.of(), singles(map, taken), showing.run().hall());
                }
                int least = map.seatCount() * percent / 100;
                assertTrue(taken.cardinality() >= least && taken.cardinality() <= least + 1);
            }
        }
    }

    /** Free seats with nothing free beside them. */
    private static List<String> singles(SeatMap map, BitSet taken) {
        List<String> singles = new ArrayList<>();
        for (int seat = 0; seat < map.seatCount(); seat++) {
            boolean left = seat > 0 && together(map, seat - 1, seat) && !taken.get(seat - 1);
            boolean right = seat + 1 < map.seatCount() && together(map, seat, seat + 1) && !taken.get(seat + 1);
            if (!taken.get(seat) && !left && !right) {
                singles.add(map.seatId(seat));
            }
        }
        return singles;
    }

    private static boolean together(SeatMap map, int seat, int next) {
        return map.seatRow(seat) == map.seatRow(next) && !map.gapBefore(next);
    }

    /** Whether all seats are further from each other than half their width, looked for by squares of that size. */
    private static boolean seatsApart(SeatMap map) {
        Map<Long, Integer> squares = new HashMap<>();
        for (int seat = 0; seat < map.seatCount(); seat++) {
            long square = (long) Math.floorDiv(map.x(seat), 50) << 32 | Math.floorDiv(map.y(seat), 50) & 0xFFFF_FFFFL;
            if (squares.put(square, seat) != null) {
                return false;
            }
        }
        return true;
    }

    private static boolean isToday(Showing showing, Instant now) {
        return showing.start()
                .toLocalDate()
                .equals(now.atZone(showing.start().getZone()).toLocalDate());
    }

    private static <T> boolean has(Collection<T> things, Predicate<T> wanted) {
        return things.stream().anyMatch(wanted);
    }

    private static Set<String> names(List<Showing> showings) {
        return showings.stream().map(s -> s.run().hall() + s.start()).collect(Collectors.toCollection(HashSet::new));
    }

    private static int count(CatalogStub stub, String pathEnd) {
        return (int) stub.log().stream().filter(line -> line.endsWith(pathEnd)).count();
    }

    private SeatMap map(String venue, String hall) {
        return programme.venues().stream()
                .filter(v -> v.key().equals(venue))
                .map(v -> programme.drawn(v.halls().get(hall)))
                .findFirst()
                .orElseThrow();
    }

    private DemoCatalogue.DemoShow create(CatalogStub stub, ImportReport report, Instant now) {
        CatalogClient client = new CatalogClient(stub.url(), "organizer");
        InParallel parallel = new InParallel(4, new PrintWriter(Writer.nullWriter()));
        return new DemoCatalogue(programme, client, client, parallel, report).create(now);
    }
}
