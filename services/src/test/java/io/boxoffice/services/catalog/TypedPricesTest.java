package io.boxoffice.services.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.pricing.BlockReason;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Prices of several ticket types and of times to come, spelled out for a map; changes of blocks. */
class TypedPricesTest {
    private static final SeatMap MAP = new SeatMap.Builder()
            .category("Stalls")
            .category("Balcony")
            .section("House")
            .row("A")
            .seat("A-1", "1", 0, 0, 0, false, false, 1)
            .seat("A-2", "2", 1, 0, 0, false, false, 1)
            .seat("A-3", "3", 2, 0, 1, false, false, 1)
            .area(new SeatMap.Area("pit", "Pit", 10, 1, 0, 0))
            .build();

    private static TypePrices child(Map<String, Long> categories) {
        return new TypePrices("child", false, null, categories, null, null);
    }

    private static Prices prices(long amount, List<TypePrices> types, List<LaterPrices> periods) {
        return new Prices(amount, null, null, null, types, periods);
    }

    @Test
    void shouldSellATypeOnlyWhereItHasAPrice() {
        TypePrices companion = new TypePrices("companion", true, 0L, null, null, null);
        PriceList list = prices(3_000, List.of(child(Map.of("Stalls", 1_000L)), companion), List.of())
                .forMap(MAP)
                .list();
        assertEquals(3, list.typeCount());
        assertEquals(0b100, list.companions());
        assertEquals(1_000, list.unitPrice(0, 1));
        assertEquals(PriceList.UNSOLD, list.unitPrice(2, 1));
        assertEquals(PriceList.UNSOLD, list.unitPrice(-1, 1));
        assertEquals(2, list.classCount());
    }

    @Test
    void shouldPutSeatsThatWillCostDifferentInClassesOfTheirOwn() {
        Prices later = new Prices(3_000L, null, Map.of("A-2", 2_500L), null);
        PricePlan plan =
                prices(3_000, List.of(), List.of(new LaterPrices(50, later))).forMap(MAP);
        assertEquals(2, plan.list().classCount());
        assertEquals(3_000, plan.at(49).seatPrice(1));
        assertEquals(2_500, plan.at(50).seatPrice(1));
        assertEquals(3_000, plan.at(50).seatPrice(0));
    }

    @Test
    void shouldEncodePricesOfOneTypeAsBeforeThereWereTypes() {
        PriceList.Builder before = new PriceList.Builder(3, 1);
        before.seats(0, 1, before.classOf(3_000))
                .seats(2, 2, before.classOf(900))
                .area(0, before.classOf(900));
        Prices prices = new Prices(null, Map.of("Stalls", 3_000L, "Balcony", 900L), null, null);
        assertArrayEquals(before.build().encode(), prices.forMap(MAP).list().encode());
    }

    @Test
    void shouldRefusePricesThatDoNotFit() {
        Prices childless = prices(1, List.of(), List.of());
        List<TypePrices> child = List.of(child(Map.of("Stalls", 1L)));
        assertRefused("/types/1/name", prices(1, List.of(child.get(0), child.get(0)), List.of()));
        assertRefused("/periods/0/types", prices(1, child, List.of(new LaterPrices(50, childless))));
        assertRefused(
                "", prices(1, List.of(), List.of(new LaterPrices(50, childless), new LaterPrices(50, childless))));
        assertRefused("/seats/A-1", new Prices(null, Map.of("Balcony", 1L), null, null));
    }

    private static void assertRefused(String pointer, Prices prices) {
        assertEquals(List.of(pointer), CatalogScene.refused(() -> prices.forMap(MAP)));
    }

    @Test
    void shouldTellAllNamesThatTheMapHasNot() {
        Map<String, Long> wrong = Map.of("Z-9", 1L, "Gallery", 1L);
        Prices later = new Prices(1L, wrong, null, null);
        assertEquals(
                List.of("/categories/Gallery", "/categories/Z-9", "/seats/Gallery", "/seats/Z-9"),
                CatalogScene.refused(() -> new Prices(1L, wrong, wrong, null).forMap(MAP)));
        assertRefused("/areas/a~1b", new Prices(1L, null, null, Map.of("a/b", 1L)));
        assertEquals(
                List.of("/periods/0/categories/Gallery", "/periods/0/categories/Z-9"),
                CatalogScene.refused(() -> prices(1, List.of(), List.of(new LaterPrices(50, later)))
                        .forMap(MAP)));
    }

    @Test
    void shouldChangeOnlyTheBlocksThatAreNamed() {
        SomeBlocks changes = SomeBlocks.of(MAP, new SeatBlockChanges(Map.of("A-1", "press"), List.of("A-2"), null));
        Blocks before = new Blocks(Map.of("A-2", 1, "A-3", 1), Map.of("pit", 3));
        assertEquals(new Blocks(Map.of("A-1", 4, "A-3", 1), Map.of("pit", 3)), changes.appliedTo(before));
        assertEquals(Map.of(), places(0).appliedTo(before).places());
        assertEquals(Map.of("pit", 10), places(10).appliedTo(before).places());
        assertEquals(List.of("/areas/0/places"), CatalogScene.refused(() -> places(11)));
        assertRefused("/areas/0/area", new SeatBlockChanges(null, null, List.of(new BlockedArea("balcony", 1))));
        assertRefused("/unblock/0", new SeatBlockChanges(Map.of("A-1", "house"), List.of("A-1"), null));
        assertRefused("/unblock/1", new SeatBlockChanges(null, List.of("A-1", "Z-1"), null));
    }

    private static void assertRefused(String pointer, SeatBlockChanges changes) {
        assertEquals(List.of(pointer), CatalogScene.refused(() -> SomeBlocks.of(MAP, changes)));
    }

    private static SomeBlocks places(int blocked) {
        return SomeBlocks.of(MAP, new SeatBlockChanges(null, null, List.of(new BlockedArea("pit", blocked))));
    }

    @Test
    void shouldNameEveryReason() {
        for (int code = 1; code <= BlockReason.MAX_CODE; code++) {
            assertEquals(code, BlockReason.codeOf(BlockReason.nameOf(code)));
            assertTrue(BlockReason.nameOf(code).matches(BlockReason.NAMES), BlockReason.nameOf(code));
        }
        assertEquals("house", BlockReason.nameOf(1));
        assertEquals("code_99", BlockReason.nameOf(99));
        for (String none : List.of("code_999", "code_4", "code_0", "code_128", "code_09", "PRESS", "")) {
            assertEquals(0, BlockReason.codeOf(none));
            assertFalse(none.matches(BlockReason.NAMES), none);
        }
    }
}
