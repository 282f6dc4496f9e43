package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.gateway.route.Failures;
import io.boxoffice.protocol.seatmap.SeatMap;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;

/** What became of shows that were asked for together, in the order of the request. */
public record ShowOutcomes(@NotNull List<Item> items) {
    /**
     * Of one show.
     *
     * @param status  201: made; 200: there already, or published; else it was refused
     * @param id      of the show; null: there is none yet
     * @param version of the show; null: it was refused
     * @param state   of the show; null: it was refused
     * @param code    of what it was refused with, else null
     * @param detail  a sentence about it, or null
     * @param errors  what is wrong with it, or null
     * @param conflicts seats and areas in the way, or null
     * @param showId  of the show in the way, or null
     * @param from    when that one begins
     * @param until   when the hall is ready again after it
     */
    public record Item(
            @JsonPropertyDescription("As the request for this show alone would be answered")
            int status,

            Id id,
            Long version,
            ShowState state,

            @JsonPropertyDescription("Of the problem, when it was refused")
            String code,

            String detail,

            @JsonPropertyDescription("What is wrong with this show, by pointers into it")
            List<Map<String, String>> errors,

            @JsonPropertyDescription("Seats and areas that are in the way")
            List<String> conflicts,

            @JsonPropertyDescription("Of the show that is in the way")
            String showId,

            @JsonPropertyDescription("When that one begins") String from,

            @JsonPropertyDescription("When the hall is ready again after it")
            String until) {
        /** Of one that is there. */
        static Item of(int status, Id id, long version, ShowState state) {
            return new Item(status, id, version, state, null, null, null, null, null, null, null);
        }

        /** Of one that was made, or is there; in a dry run, what would be made has no id. */
        static Item made(Created<Show> made, boolean dryRun) {
            Show show = made.value();
            boolean isThere = !(dryRun && made.created());
            return of(made.created() ? 201 : 200, isThere ? new Id(show.id()) : null, show.version(), show.state());
        }

        /**
         * Of one that was refused.
         *
         * @param id of the show, or null
         */
        @SuppressWarnings("unchecked")
        static Item refused(Id id, Problem problem) {
            return new Item(
                    problem.code().status(),
                    id,
                    null,
                    null,
                    problem.code().code(),
                    problem.detail(),
                    (List<Map<String, String>>) problem.members().get("errors"),
                    (List<String>) problem.members().get("conflicts"),
                    (String) problem.members().get("showId"),
                    (String) problem.members().get("from"),
                    (String) problem.members().get("until"));
        }

        /**
         * Of one that was refused by itself, or by another show.
         *
         * @param id  of the show, or null
         * @param map by which seats that are in the way are named; null: none are
         */
        static Item refused(Id id, RuntimeException why, SeatMap map) {
            Problem problem = Failures.problem(why, map);
            Object there = problem.members().get("id");
            return refused(there == null ? id : Id.of(there.toString()), problem);
        }
    }
}
