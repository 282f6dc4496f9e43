package io.boxoffice.gateway.booking;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Instant;
import java.util.Locale;

/**
 * A ticket as it is shown and printed.
 *
 * @param ordinal    position among the reservation's units
 * @param seat       seat id, or null in an area
 * @param area       area id, or null for a seat
 * @param category   of seat or area, or null when the map is not known any more
 * @param price      minor units
 * @param eventTitle and the other names: null when the catalog does not know the show
 * @param code       made by {@link TicketIssuer}; null unless valid or used, and when its show is archived
 * @param generation null: not known any more, its show is archived
 */
public record Ticket(
        @NotNull @PositiveOrZero int ordinal,

        @PositiveOrZero @JsonPropertyDescription("How often it was made anew")
        Integer generation,

        String seat,

        @JsonPropertyDescription("What is written on the seat, or the area's name")
        String label,

        String row,

        @JsonPropertyDescription("What the row is; missing: a row")
        RowKind rowKind,

        String section,

        @JsonPropertyDescription("The floor's name") String level,

        @JsonPropertyDescription("The way in, by its name") String entrance,

        @JsonPropertyDescription("What to know of the place")
        String note,

        String area,
        String category,

        @NotNull @Positive @JsonPropertyDescription("People")
        int admits,

        @JsonPropertyDescription("The name of the ticket type; missing: not known")
        String type,

        @NotNull @PositiveOrZero @JsonPropertyDescription("Minor units")
        long price,

        @NotNull @Pattern(regexp = "^[A-Z]{3}$") @JsonPropertyDescription("ISO 4217")
        String currency,

        String eventTitle,
        String venue,
        String hall,
        @JsonPropertyDescription("Of the venue, IANA") String timezone,
        Instant startsAt,

        @JsonPropertyDescription("What is in the bar code; missing: it opens no door")
        String code,

        @NotNull Status status) {
    /** What a row is that is none. */
    public enum RowKind {
        TABLE,
        ROUND_TABLE,
        BOX;

        /** As answers write it. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How it stands. */
    public enum Status {
        VALID,
        USED,
        CANCELLED;

        /** As answers write it. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
