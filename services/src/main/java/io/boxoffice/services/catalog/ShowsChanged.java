package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of shows that were changed together, or would: a line a show.
 *
 * @param changed    or would be; those that were so already too
 * @param refused    what cannot be changed so
 * @param unfinished not come to: the same request with the same key goes on
 * @param bookings   of all of them; null when it is no dry run, as all that follows
 */
public record ShowsChanged(
        int changed,
        int refused,

        @JsonPropertyDescription(
                "Not come to, as the server had too much to do: ask again, with the same Idempotency-Key")
        int unfinished,

        @JsonPropertyDescription("Of a dry run: how many bookings all the changes concern")
        Integer bookings,

        Integer tickets,

        @JsonPropertyDescription("Of a dry run: what goes back to customers, by currency")
        List<Refund> refunds,

        @JsonPropertyDescription(
                "Of a dry run: whether bookings and money are counted until now; false: up to some moments ago")
        Boolean isCurrent,

        @NotNull List<Line> items) {
    /** The same with sums of what its lines say of bookings. */
    ShowsChanged withConcerned(boolean isCurrent) {
        int bookings = 0;
        int tickets = 0;
        Map<String, Long> amounts = new TreeMap<>();
        for (Line line : items) {
            bookings += line.bookings() == null ? 0 : line.bookings();
            tickets += line.tickets() == null ? 0 : line.tickets();
            if (line.refundAmount() != null && line.refundAmount() > 0) {
                amounts.merge(line.currency(), line.refundAmount(), Long::sum);
            }
        }
        List<Refund> refunds = new ArrayList<>();
        amounts.forEach((currency, amount) -> refunds.add(new Refund(currency, amount)));
        return new ShowsChanged(changed, refused, unfinished, bookings, tickets, refunds, isCurrent, items);
    }

    /** What goes back, in minor units. */
    public record Refund(@NotNull String currency, long amount) {}

    /**
     * One show.
     *
     * @param startsAt after the change; null: there is no such show, as all that follows
     * @param bookings of a dry run: whom it concerns; tickets of these, and what they get back
     */
    public record Line(
            Instant startsAt,
            Instant endsAt,
            @JsonUnwrapped ShowOutcomes.Item outcome,

            @JsonPropertyDescription("Of a dry run: confirmed bookings that the change concerns")
            Integer bookings,

            Integer tickets,

            @JsonPropertyDescription("Of a dry run: what goes back to customers, in minor units")
            Long refundAmount,

            @JsonPropertyDescription("ISO 4217") String currency) {}
}
