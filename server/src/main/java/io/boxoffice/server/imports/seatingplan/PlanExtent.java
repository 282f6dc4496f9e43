package io.boxoffice.server.imports.seatingplan;

import io.boxoffice.server.imports.seatingplan.PlanJson.Point;

/** How far what is sold reaches, in the plan's unit. */
final class PlanExtent {
    private double left = Double.POSITIVE_INFINITY;
    private double right = Double.NEGATIVE_INFINITY;
    private double top = Double.POSITIVE_INFINITY;

    void add(Point at) {
        left = Math.min(left, at.x());
        right = Math.max(right, at.x());
        top = Math.min(top, at.y());
    }

    /** The middle of the top edge. */
    Point topMiddle() {
        return left > right ? new Point(0, 0) : new Point((left + right) / 2, top);
    }
}
