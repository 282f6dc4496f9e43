package io.boxoffice.engine.state.naive;

import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Best available by trying everything. */
final class SeatChoice {
    private final SeatMap map;
    private final IntPredicate free;
    private final IntPredicate candidate;
    private final boolean accessible;

    /**
     * @param free     whether a seat is free, of whatever category
     * @param sold     whether a seat is sold as what is asked for
     * @param category -1: any
     */
    SeatChoice(SeatMap map, IntPredicate free, IntPredicate sold, int category, boolean accessible) {
        this.map = map;
        this.free = free;
        this.accessible = accessible;
        this.candidate = seat -> free.test(seat)
                && sold.test(seat)
                && (category < 0 || map.seatCategory(seat) == category)
                && (accessible || !map.accessible(seat));
    }

    /** Seats side by side. */
    private record Window(int row, int first, int size, long cost, boolean strands) {
        Stream<Integer> seats() {
            return IntStream.range(first, first + size).boxed();
        }
    }

    /** Seats in a row and in the row behind. */
    private record Pair(Window front, Window back) {
        int stranding() {
            return (front.strands ? 1 : 0) + (back.strands ? 1 : 0);
        }

        boolean leavesOneAlone() {
            return front.size + back.size > 3 && (front.size == 1 || back.size == 1);
        }

        long cost() {
            return front.cost + back.cost;
        }
    }

    /** The best seats, if there are any. */
    Optional<List<Integer>> best(int quantity) {
        Optional<List<Integer>> together = windows(quantity)
                .filter(w -> !accessible || w.seats().anyMatch(map::accessible))
                .min(Comparator.comparing(Window::strands)
                        .thenComparing(Window::cost)
                        .thenComparing(Window::first))
                .map(w -> w.seats().toList());
        return together.isPresent() || accessible || quantity == 1 ? together : inNeighbouringRows(quantity);
    }

    private Optional<List<Integer>> inNeighbouringRows(int quantity) {
        List<Pair> pairs = new ArrayList<>();
        for (int inFront = 1; inFront < quantity; inFront++) {
            List<Window> backs = windows(quantity - inFront).toList();
            windows(inFront).forEach(front -> backs.stream()
                    .filter(back -> back.row == front.row + 1)
                    .filter(back -> map.rowSection(back.row) == map.rowSection(front.row))
                    .forEach(back -> pairs.add(new Pair(front, back))));
        }
        return pairs.stream()
                .min(Comparator.comparing(Pair::stranding)
                        .thenComparing(Pair::leavesOneAlone)
                        .thenComparing(Pair::cost)
                        .thenComparing(p -> p.front.row)
                        .thenComparing(p -> p.front.size)
                        .thenComparing(p -> p.front.first)
                        .thenComparing(p -> p.back.first))
                .map(p -> Stream.concat(p.front.seats(), p.back.seats()).toList());
    }

    private Stream<Window> windows(int size) {
        return IntStream.rangeClosed(0, map.seatCount() - size)
                .filter(first -> IntStream.range(first, first + size).allMatch(candidate))
                .filter(first -> IntStream.range(first, first + size - 1).allMatch(s -> adjacent(map, s, s + 1)))
                .mapToObj(
                        first -> new Window(map.seatRow(first), first, size, cost(first, size), strands(first, size)));
    }

    private long cost(int first, int size) {
        return IntStream.range(first, first + size).mapToLong(this::cost).sum();
    }

    private boolean strands(int first, int size) {
        IntPredicate taken = seat -> !free.test(seat) || seat >= first && seat < first + size;
        return alone(map, first - 1, taken) || alone(map, first + size, taken);
    }

    /** Whether a seat is free and both its neighbours are taken; an aisle or the end of the row is no neighbour. */
    static boolean alone(SeatMap map, int seat, IntPredicate taken) {
        return seat >= 0
                && seat < map.seatCount()
                && !taken.test(seat)
                && adjacent(map, seat - 1, seat)
                && taken.test(seat - 1)
                && adjacent(map, seat, seat + 1)
                && taken.test(seat + 1);
    }

    /** Whether two seats whose numbers follow each other stand side by side. */
    static boolean adjacent(SeatMap map, int seat, int next) {
        return seat >= 0 && next < map.seatCount() && map.seatRow(seat) == map.seatRow(next) && !map.gapBefore(next);
    }

    /** The square of a seat's distance to the focus; halls wider than 2^20 are scaled down by a power of two. */
    private long cost(int seat) {
        long farthest = 0;
        for (int s = 0; s < map.seatCount(); s++) {
            farthest = Math.max(farthest, Math.abs((long) map.x(s) - map.focusX()));
            farthest = Math.max(farthest, Math.abs((long) map.y(s) - map.focusY()));
        }
        int shift = 0;
        while (farthest >> shift >= 1 << 20) {
            shift++;
        }
        long dx = ((long) map.x(seat) - map.focusX()) >> shift;
        long dy = ((long) map.y(seat) - map.focusY()) >> shift;
        return dx * dx + dy * dy;
    }
}
