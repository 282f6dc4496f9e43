package io.boxoffice.services.site;

import io.boxoffice.gateway.availability.ShowSnapshot;
import io.boxoffice.protocol.port.RejectedException;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Why a choice could not be had, and what can be instead, in one language. For one page. */
final class RefusalWords {
    private final Say say;
    private final SeatMap map;
    private final SeatWords words;

    RefusalWords(Say say, SeatMap map, SeatWords words) {
        this.say = say;
        this.map = map;
        this.words = words;
    }

    /**
     * What to tell.
     *
     * @param now the show's seats
     */
    View.Note of(RejectedException refused, ShowSnapshot now) {
        return switch (refused.reason()) {
            case SEAT_UNAVAILABLE -> gone(refused.conflicts(), now);
            case NO_ADJACENT_BLOCK -> note("refused.notTogether", "refused.notTogetherWhy");
            case AREA_FULL ->
                new View.Note(
                        say.text("refused.full", "areas", names(refused.conflicts())),
                        say.text("refused.fullWhy"),
                        null,
                        null);
            case STRANDED_SEAT ->
                new View.Note(
                        say.text("refused.alone", "seats", names(refused.conflicts())),
                        say.text("refused.aloneWhy"),
                        null,
                        null);
            case LIMIT_EXCEEDED ->
                new View.Note(
                        say.text("refused.limit", "limit", refused.detail()), say.text("refused.limitWhy"), null, null);
            case SHOW_NOT_ON_SALE -> note("refused.notOnSale", "refused.notOnSaleWhy");
            case TYPE_NOT_SOLD ->
                new View.Note(
                        say.text("refused.type", "seats", names(refused.conflicts())),
                        say.text("refused.typeWhy"),
                        null,
                        null);
            case TOO_MANY_COMPANIONS -> note("refused.companions", "refused.companionsWhy");
            default -> note("refused.other", "refused.otherWhy");
        };
    }

    private View.Note note(String says, String why) {
        return new View.Note(say.text(says), say.text(why), null, null);
    }

    private String names(int[] units) {
        return Arrays.stream(units).mapToObj(words::unit).collect(Collectors.joining(" · "));
    }

    private View.Note gone(int[] units, ShowSnapshot now) {
        List<Integer> instead = instead(units, now);
        String why = instead.isEmpty()
                ? say.text("refused.goneWhy")
                : say.text(
                        "refused.goneInstead",
                        "count",
                        instead.size(),
                        "seats",
                        instead.stream().map(words::seat).collect(Collectors.joining(" · ")));
        return new View.Note(say.text("refused.gone", "count", units.length, "seats", names(units)), why, null, null);
    }

    /** As many free seats side by side in the same row, the nearest; empty when there are none. */
    private List<Integer> instead(int[] units, ShowSnapshot now) {
        if (units.length == 0 || units[0] < 0) {
            return List.of();
        }
        int row = map.seatRow(units[0]);
        List<Integer> best = List.of();
        List<Integer> run = new ArrayList<>();
        for (int seat = map.rowStart(row); seat < map.rowStart(row + 1); seat++) {
            if (now.seats().seatState(seat) != SeatState.FREE || map.gapBefore(seat)) {
                run.clear();
            }
            if (now.seats().seatState(seat) == SeatState.FREE) {
                run.add(seat);
            }
            if (run.size() >= units.length) {
                List<Integer> last = List.copyOf(run.subList(run.size() - units.length, run.size()));
                if (best.isEmpty() || Math.abs(last.get(0) - units[0]) < Math.abs(best.get(0) - units[0])) {
                    best = last;
                }
            }
        }
        return best;
    }
}
