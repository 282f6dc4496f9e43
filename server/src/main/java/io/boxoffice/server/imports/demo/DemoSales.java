package io.boxoffice.server.imports.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.server.imports.CatalogClient;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/**
 * Buys seats as people do: a hold, a booking, a payment by the sandbox, which moves no money. Who buys and what stays free is made of
 * the show's name, and so the same each time. Any thread.
 */
final class DemoSales {
    /** The most that a hold takes where a show says nothing else. */
    private static final int MAX_A_PARTY = 10;
    /** What is left is left in so many seats side by side: two people find something. */
    private static final int LEFT_TOGETHER = 2;
    /** Customers of the demo begin here. */
    private static final long FIRST_CUSTOMER = 1L << 40;

    private final CatalogClient boxOffice;

    /**
     * @param boxOffice may act for customers
     */
    DemoSales(CatalogClient boxOffice) {
        this.boxOffice = boxOffice;
    }

    /**
     * Sells a part of a show that nothing was sold of.
     *
     * @param name        stays the same for the same show
     * @param soldPercent of seats, and of the places of each area
     * @return how many seats and places
     * @throws RuntimeException as {@link CatalogClient#post} says
     */
    int sell(String showId, String name, SeatMap map, int soldPercent) {
        CRC32 number = new CRC32();
        number.update(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        long customer = FIRST_CUSTOMER + (number.getValue() << 8);
        int sold = 0;
        for (List<Integer> party : parties(map, soldPercent, new Random(number.getValue()))) {
            ObjectNode hold = JsonNodeFactory.instance.objectNode();
            party.forEach(seat -> hold.withArray("seats").add(map.seatId(seat)));
            buy(showId, hold, ++customer);
            sold += party.size();
        }
        for (int i = 0; i < map.areaCount(); i++) {
            SeatMap.Area area = map.area(i);
            int left = area.capacity() * soldPercent / 100;
            sold += left;
            while (left > 0) {
                int quantity = Math.min(left, MAX_A_PARTY);
                ObjectNode hold = JsonNodeFactory.instance.objectNode();
                hold.putArray("areas").addObject().put("area", area.id()).put("quantity", quantity);
                buy(showId, hold, ++customer);
                left -= quantity;
            }
        }
        return sold;
    }

    private void buy(String showId, ObjectNode hold, long customer) {
        String whose = Long.toString(customer);
        String id = boxOffice
                .post("/v1/shows/" + showId + "/holds", hold.put("onBehalfOf", whose))
                .id();
        ObjectNode booking = JsonNodeFactory.instance.objectNode();
        boxOffice.post("/v1/bookings", booking.put("holdId", id).put("onBehalfOf", whose));
        ObjectNode payment = JsonNodeFactory.instance.objectNode();
        boxOffice.post(
                "/v1/bookings/" + id + "/payments",
                payment.put("method", "card").put("token", "tok_approve"));
    }

    /**
     * Who buys together: a hold's size of seats in the order of the map, so that none leaves one seat alone.
     *
     * @param random says what stays free
     */
    static List<List<Integer>> parties(SeatMap map, int soldPercent, Random random) {
        List<List<Integer>> blocks = blocks(map);
        BitSet kept = kept(blocks, map.seatCount() - map.seatCount() * soldPercent / 100, random);
        List<List<Integer>> parties = new ArrayList<>();
        List<Integer> party = new ArrayList<>();
        for (List<Integer> block : blocks) {
            List<Integer> sold = block.stream().filter(seat -> !kept.get(seat)).toList();
            int at = 0;
            while (at < sold.size()) {
                int left = sold.size() - at;
                int room = MAX_A_PARTY - party.size();
                int taken = Math.min(left, left == room + 1 ? room - 1 : room);
                party.addAll(sold.subList(at, at + taken));
                at += taken;
                if (at < sold.size() || party.size() == MAX_A_PARTY) {
                    parties.add(party);
                    party = new ArrayList<>();
                }
            }
        }
        parties.add(party);
        parties.removeIf(List::isEmpty);
        return parties;
    }

    /** What stays free: pairs at the beginning of rows, and behind aisles. */
    private static BitSet kept(List<List<Integer>> blocks, int free, Random random) {
        BitSet kept = new BitSet();
        List<List<Integer>> left = new ArrayList<>(blocks);
        while (kept.cardinality() + LEFT_TOGETHER <= free && !left.isEmpty()) {
            List<Integer> block = left.remove(random.nextInt(left.size()));
            block.stream().limit(LEFT_TOGETHER).forEach(kept::set);
        }
        return kept;
    }

    /** Neighbours that no aisle parts. */
    private static List<List<Integer>> blocks(SeatMap map) {
        List<List<Integer>> blocks = new ArrayList<>();
        for (int row = 0; row < map.rowCount(); row++) {
            for (int seat = map.rowStart(row); seat < map.rowStart(row + 1); seat++) {
                if (seat == map.rowStart(row) || map.gapBefore(seat)) {
                    blocks.add(new ArrayList<>());
                }
                blocks.get(blocks.size() - 1).add(seat);
            }
        }
        return blocks;
    }
}
