package io.boxoffice.server.imports.seatingplan;

import io.boxoffice.protocol.seatmap.SeatGuide;
import io.boxoffice.server.imports.seatingplan.PlanJson.Point;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Finds rows that run all around: round tables, whose first and last chairs are neighbours. For one plan; one thread. */
final class RoundTables {
    private static final int FEWEST_CHAIRS = 4;
    /** How much a chair's distance from the middle may differ from the others'. */
    private static final double ROUNDNESS = 0.15;
    /** A gap of more than so many times the usual one is a way out: a bent row. */
    private static final double WIDEST_GAP = 1.6;

    private final SeatGuide.Builder guide = new SeatGuide.Builder();
    private int rows;
    private int tables;

    /** Counts a row, in the order of the map. */
    void row(boolean isRound) {
        if (isRound) {
            guide.row(rows, new SeatGuide.Row(SeatGuide.RowKind.ROUND_TABLE, new SeatGuide.Where(null, null, null)));
            tables++;
        }
        rows++;
    }

    SeatGuide guide() {
        return guide.build();
    }

    void report(Findings findings) {
        if (tables > 0) {
            findings.add("round tables, whose first and last chairs are neighbours", Integer.toString(tables));
        }
    }

    /** The indexes of chairs around a table, from the first one of the file on, in its direction; null: it is none. */
    static int[] around(List<Point> chairs) {
        int n = chairs.size();
        if (n < FEWEST_CHAIRS) {
            return null;
        }
        double x = chairs.stream().mapToDouble(Point::x).average().orElse(0);
        double y = chairs.stream().mapToDouble(Point::y).average().orElse(0);
        double[] radius = chairs.stream()
                .mapToDouble(chair -> Math.hypot(chair.x() - x, chair.y() - y))
                .toArray();
        double usual =
                IntStream.range(0, n).mapToDouble(i -> radius[i]).average().orElse(0);
        if (usual <= 0 || IntStream.range(0, n).anyMatch(i -> Math.abs(radius[i] - usual) > ROUNDNESS * usual)) {
            return null;
        }
        double[] angle = chairs.stream()
                .mapToDouble(chair -> Math.atan2(chair.y() - y, chair.x() - x))
                .toArray();
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> angle[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; i < n; i++) {
            double gap = angle[order[(i + 1) % n]] - angle[order[i]];
            if ((i == n - 1 ? gap + 2 * Math.PI : gap) > WIDEST_GAP * 2 * Math.PI / n) {
                return null;
            }
        }
        int first = IntStream.range(0, n).filter(i -> order[i] == 0).findFirst().orElse(0);
        int step = order[(first + n - 1) % n] == 1 ? n - 1 : 1;
        return IntStream.range(0, n).map(i -> order[(first + i * step) % n]).toArray();
    }
}
