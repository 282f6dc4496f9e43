package io.boxoffice.gateway.booking;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.record.AnyOf;
import io.boxoffice.gateway.record.Checked;
import io.boxoffice.gateway.record.Example;
import io.boxoffice.protocol.Slot;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Says which tickets are given back: all of them, or those named. A request that names none is refused, so that a variable which a
 * client forgot to fill gives nothing back.
 */
@AnyOf({"all", "seats", "areas"})
@Example("{\"seats\":[\"F-5\"],\"areas\":[{\"area\":\"Pit\",\"quantity\":2}]}")
record CancelRequest(
        @JsonPropertyDescription("true: the whole booking; then nothing else may be said")
        Boolean all,

        @Size(max = Slot.MAX_UNITS) @JsonPropertyDescription("Seat ids")
        List<@NotNull String> seats,

        @Size(max = Slot.MAX_UNITS) List<@NotNull @Valid AreaTickets> areas)
        implements Checked {
    /** So many tickets of an area. */
    record AreaTickets(
            @NotNull String area,

            @Min(1) @Max(Slot.MAX_UNITS) @JsonPropertyDescription("1 if nothing is said")
            Integer quantity) {
        int count() {
            return quantity == null ? 1 : quantity;
        }
    }

    CancelRequest {
        seats = seats == null ? List.of() : seats;
        areas = areas == null ? List.of() : areas;
    }

    @Override
    public void check(FieldErrors errors) {
        if (wantsAll() && namesTickets()) {
            errors.add("/all", FieldErrors.INVALID, "is said alone, without seats and areas");
        }
    }

    boolean wantsAll() {
        return Boolean.TRUE.equals(all);
    }

    boolean namesTickets() {
        return !seats.isEmpty() || !areas.isEmpty();
    }
}
