package io.boxoffice.engine.state;

import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.seatmap.SeatMap;

/**
 * Finds the best seats that are free together.
 *
 * <p>First choice: adjacent seats of one row with the least total cost ({@link SearchPlan}) among the windows that strand no
 * seat; failing that, among all windows of one row; failing that, two blocks in neighbouring rows of a section, which too strand no
 * seat if there is such a choice. Equal costs are decided for the lower seat index. A seat is stranded when it is free, alone, and both seats next to it in its segment
 * are taken; the end of a row or an aisle does not strand. Accessible seats are left alone unless asked for; when asked for,
 * the block has at least one and stands in one row. Seats of a price class that does not sell a ticket type asked for are no
 * candidates.
 *
 * <p>Not thread-safe; the result stays in {@link #seats} until the next search. Allocates nothing.
 */
final class BestAvailable {
    /** {@link #search}'s category for "any". */
    static final int ANY_CATEGORY = 65535;

    /** The seats found. */
    final int[] seats = new int[Limits.MAX_UNITS];

    private long[] free;
    private long[] category;
    private long[] accessibleBits;

    /** Of a show some of whose classes do not sell all that is asked for; else null. */
    private PriceList prices;

    private int types;
    private SearchPlan plan;
    private boolean accessible;

    private int quantity;
    private long bestCost;
    private int bestStart;
    private boolean bestStrands;
    private long bestStrandingCost;
    private int bestStrandingStart;

    /** The longest run of candidates a row, kept for {@link #searchNeighbouringRows}. */
    private int[] longestRun = new int[0];

    /**
     * @param wanted   1 to {@link Limits#MAX_UNITS}
     * @param category a category of the map or {@link #ANY_CATEGORY}
     * @param ofTypes  a bit a ticket type: only seats of classes that sell them all
     * @return whether {@code wanted} seats were found
     */
    boolean search(ShowSeats show, int wanted, int ofCategory, boolean wantAccessible, int ofTypes) {
        prices = show.prices.allSell(ofTypes) ? null : show.prices;
        types = ofTypes;
        plan = show.mapEntry.plan();
        free = show.freeBits;
        category = ofCategory == ANY_CATEGORY ? null : plan.categoryBits[ofCategory];
        accessibleBits = plan.accessibleBits;
        accessible = wantAccessible;
        quantity = wanted;
        if (searchOneRow()) {
            for (int i = 0; i < wanted; i++) {
                seats[i] = bestStart + i;
            }
            return true;
        }
        return wanted > 1 && !wantAccessible && searchNeighbouringRows(show.map);
    }

    private boolean searchOneRow() {
        bestCost = Long.MAX_VALUE;
        bestStart = -1;
        bestStrandingCost = Long.MAX_VALUE;
        bestStrandingStart = -1;
        for (int segment : plan.segmentsByCost) {
            if (bestStart >= 0 && plan.segmentMinCost[segment] * quantity > bestCost) {
                break;
            }
            scanSegment(plan.segmentStart[segment], plan.segmentEnd[segment]);
        }
        if (bestStart < 0) {
            bestStart = bestStrandingStart;
        }
        return bestStart >= 0;
    }

    private void scanSegment(int start, int end) {
        int runStart = nextCandidate(start, end);
        while (end - runStart >= quantity) {
            int runEnd = nextTaken(runStart, end);
            for (int s = runStart; s + quantity <= runEnd; s++) {
                consider(s, start, end);
            }
            runStart = nextCandidate(runEnd, end);
        }
    }

    private void consider(int s, int segmentStart, int segmentEnd) {
        long cost = plan.costBefore[s + quantity] - plan.costBefore[s];
        if (cost > bestCost || cost == bestCost && s > bestStart) {
            return;
        }
        if (accessible && !containsAccessible(s)) {
            return;
        }
        if (!strands(s, segmentStart, segmentEnd)) {
            bestCost = cost;
            bestStart = s;
        } else if (cost < bestStrandingCost || cost == bestStrandingCost && s < bestStrandingStart) {
            bestStrandingCost = cost;
            bestStrandingStart = s;
        }
    }

    private boolean strands(int s, int segmentStart, int segmentEnd) {
        int end = s + quantity;
        boolean left = s - 2 >= segmentStart && isFree(s - 1) && !isFree(s - 2);
        boolean right = end + 1 < segmentEnd && isFree(end) && !isFree(end + 1);
        return left || right;
    }

    private boolean containsAccessible(int s) {
        for (int seat = s; seat < s + quantity; seat++) {
            if ((accessibleBits[seat >>> 6] & 1L << seat) != 0) {
                return true;
            }
        }
        return false;
    }

    private boolean searchNeighbouringRows(SeatMap map) {
        int rows = map.rowCount();
        if (longestRun.length < rows) {
            longestRun = new int[rows];
        }
        for (int row = 0; row < rows; row++) {
            longestRun[row] = longestRun(row);
        }
        int wanted = quantity;
        int foundRow = -1;
        int foundFirst = 0;
        int foundStranding = 0;
        boolean foundLone = true;
        long foundCost = Long.MAX_VALUE;
        for (int row = 0; row + 1 < rows; row++) {
            if (map.rowSection(row) != map.rowSection(row + 1) || longestRun[row] + longestRun[row + 1] < wanted) {
                continue;
            }
            for (int first = Math.max(1, wanted - longestRun[row + 1]);
                    first <= longestRun[row] && first < wanted;
                    first++) {
                boolean lone = wanted > 3 && (first == 1 || first == wanted - 1);
                long cost = bestInRow(row, first);
                int stranding = bestStrands ? 1 : 0;
                cost += bestInRow(row + 1, wanted - first);
                stranding += bestStrands ? 1 : 0;
                boolean alike = stranding == foundStranding && lone == foundLone;
                boolean better = stranding != foundStranding ? stranding < foundStranding : foundLone && !lone;
                if (foundRow < 0 || better || alike && cost < foundCost) {
                    foundRow = row;
                    foundFirst = first;
                    foundStranding = stranding;
                    foundLone = lone;
                    foundCost = cost;
                }
            }
        }
        if (foundRow < 0) {
            return false;
        }
        bestInRow(foundRow, foundFirst);
        for (int i = 0; i < foundFirst; i++) {
            seats[i] = bestStart + i;
        }
        bestInRow(foundRow + 1, wanted - foundFirst);
        for (int i = foundFirst; i < wanted; i++) {
            seats[i] = bestStart + i - foundFirst;
        }
        return true;
    }

    /**
     * Finds the cheapest window of a row that strands no seat, or else the cheapest; its start is left in {@link #bestStart},
     * whether it strands in {@link #bestStrands}.
     */
    private long bestInRow(int row, int wanted) {
        quantity = wanted;
        bestStrands = true;
        long cheapest = Long.MAX_VALUE;
        for (int segment = plan.rowFirstSegment[row]; segment < plan.rowFirstSegment[row + 1]; segment++) {
            int end = plan.segmentEnd[segment];
            int runStart = nextCandidate(plan.segmentStart[segment], end);
            while (end - runStart >= wanted) {
                int runEnd = nextTaken(runStart, end);
                for (int s = runStart; s + wanted <= runEnd; s++) {
                    long cost = plan.costBefore[s + wanted] - plan.costBefore[s];
                    if (bestStrands
                            ? cost < cheapest || !strands(s, plan.segmentStart[segment], end)
                            : cost < cheapest && !strands(s, plan.segmentStart[segment], end)) {
                        bestStrands = strands(s, plan.segmentStart[segment], end);
                        cheapest = cost;
                        bestStart = s;
                    }
                }
                runStart = nextCandidate(runEnd, end);
            }
        }
        return cheapest;
    }

    private int longestRun(int row) {
        int longest = 0;
        for (int segment = plan.rowFirstSegment[row]; segment < plan.rowFirstSegment[row + 1]; segment++) {
            int end = plan.segmentEnd[segment];
            int runStart = nextCandidate(plan.segmentStart[segment], end);
            while (runStart < end) {
                int runEnd = nextTaken(runStart, end);
                longest = Math.max(longest, runEnd - runStart);
                runStart = nextCandidate(runEnd, end);
            }
        }
        return longest;
    }

    private boolean isFree(int seat) {
        return (free[seat >>> 6] & 1L << seat) != 0;
    }

    private long candidates(int word) {
        long bits = category == null ? free[word] : free[word] & category[word];
        bits = accessible ? bits : bits & ~accessibleBits[word];
        return prices == null ? bits : sold(bits, word);
    }

    /** Those of a word's seats whose class sells all types. */
    private long sold(long bits, int word) {
        long sold = 0;
        for (long left = bits; left != 0; left &= left - 1) {
            int seat = (word << 6) + Long.numberOfTrailingZeros(left);
            sold |= prices.classSells(prices.seatClass(seat), types) ? left & -left : 0;
        }
        return sold;
    }

    private int nextCandidate(int from, int end) {
        if (from >= end) {
            return end;
        }
        int word = from >>> 6;
        long bits = candidates(word) & (-1L << from);
        while (bits == 0) {
            if (++word << 6 >= end) {
                return end;
            }
            bits = candidates(word);
        }
        return Math.min(end, (word << 6) + Long.numberOfTrailingZeros(bits));
    }

    private int nextTaken(int from, int end) {
        int word = from >>> 6;
        long bits = ~candidates(word) & (-1L << from);
        while (bits == 0) {
            if (++word << 6 >= end) {
                return end;
            }
            bits = ~candidates(word);
        }
        return Math.min(end, (word << 6) + Long.numberOfTrailingZeros(bits));
    }
}
