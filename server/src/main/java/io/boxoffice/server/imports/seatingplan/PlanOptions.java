package io.boxoffice.server.imports.seatingplan;

import java.util.Map;
import java.util.Set;

/**
 * What whoever imports a plan knows that it does not say.
 *
 * @param generalAdmission capacities of areas that are sold, by their name or id
 * @param accessible       categories whose seats are for people in wheelchairs
 * @param focus            where the best seats are nearest to
 */
public record PlanOptions(Map<String, Integer> generalAdmission, Set<String> accessible, Focus focus) {
    /** Nothing is known. */
    public static final PlanOptions NONE = new PlanOptions(Map.of(), Set.of(), Focus.OF_PLAN);

    /**
     * The stage, by position or by name.
     *
     * @param x     in the plan's unit, together with y; null: not by position
     * @param y     the same
     * @param stage the name of the area that is the stage; null: not by name
     */
    public record Focus(Double x, Double y, String stage) {
        /** As the plan says. */
        public static final Focus OF_PLAN = new Focus(null, null, null);

        /**
         * @throws IllegalArgumentException when a coordinate is no number up to ten millions
         */
        public Focus {
            if (x != null && !(Math.abs(x) <= PlanJson.MAX_COORDINATE && Math.abs(y) <= PlanJson.MAX_COORDINATE)) {
                throw new IllegalArgumentException("no position: " + x + "," + y);
            }
        }
    }
}
