package io.boxoffice.server.imports.seatingplan;

import io.boxoffice.server.imports.seatingplan.PlanJson.Point;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Puts the seats of a row in the order in which people sit, and finds the aisles between them. */
final class RowOrder {
    /** Two seats further apart than this many times what is usual have an aisle between them. */
    static final double AISLE_FACTOR = 1.6;

    private static final int ENOUGH_TO_JUDGE = 4;

    private RowOrder() {}

    /**
     * The indexes of the seats along the row's main direction, left to right, or top to bottom when it runs that way. The
     * file's own order is kept where it is the shorter walk, as on a row that bends round.
     */
    static int[] along(List<Point> seats) {
        int[] asWritten = IntStream.range(0, seats.size()).toArray();
        if (seats.size() < 2) {
            return asWritten;
        }
        double[] projection = projection(seats);
        int[] projected = IntStream.range(0, seats.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> projection[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        if (length(seats, asWritten) > length(seats, projected) * 1.001) {
            return projected;
        }
        if (projection[asWritten[0]] > projection[asWritten[asWritten.length - 1]]) {
            return IntStream.range(0, seats.size())
                    .map(i -> asWritten[seats.size() - 1 - i])
                    .toArray();
        }
        return asWritten;
    }

    /**
     * Whether an aisle lies before each seat of an ordered row.
     *
     * @param usualPitch the distance to judge by where the row has too few seats to say
     */
    static boolean[] aisles(List<Point> ordered, double usualPitch) {
        boolean[] gap = new boolean[ordered.size()];
        double pitch = ordered.size() > ENOUGH_TO_JUDGE ? medianPitch(List.of(ordered)) : usualPitch;
        for (int i = 1; i < gap.length; i++) {
            gap[i] = pitch > 0 && ordered.get(i).distance(ordered.get(i - 1)) > pitch * AISLE_FACTOR;
        }
        return gap;
    }

    /** The median distance of neighbours in ordered rows; 0 when there are none. */
    static double medianPitch(List<List<Point>> rows) {
        double[] distances = rows.stream()
                .flatMapToDouble(row -> IntStream.range(1, row.size())
                        .mapToDouble(i -> row.get(i).distance(row.get(i - 1))))
                .toArray();
        Arrays.sort(distances);
        return distances.length == 0 ? 0 : distances[(distances.length - 1) / 2];
    }

    /** Positions along the principal axis, which points right, or down when it is upright. */
    private static double[] projection(List<Point> seats) {
        double meanX = seats.stream().mapToDouble(Point::x).average().orElse(0);
        double meanY = seats.stream().mapToDouble(Point::y).average().orElse(0);
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (Point p : seats) {
            xx += (p.x() - meanX) * (p.x() - meanX);
            xy += (p.x() - meanX) * (p.y() - meanY);
            yy += (p.y() - meanY) * (p.y() - meanY);
        }
        double angle = Math.atan2(2 * xy, xx - yy) / 2;
        double dx = Math.cos(angle);
        double dy = Math.sin(angle);
        double sign = dx > 1e-9 || Math.abs(dx) <= 1e-9 && dy > 0 ? 1 : -1;
        return seats.stream().mapToDouble(p -> sign * (p.x() * dx + p.y() * dy)).toArray();
    }

    private static double length(List<Point> seats, int[] order) {
        double sum = 0;
        for (int i = 1; i < order.length; i++) {
            sum += seats.get(order[i]).distance(seats.get(order[i - 1]));
        }
        return sum;
    }
}
