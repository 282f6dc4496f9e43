package io.boxoffice.gateway.booking;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.record.Checked;
import io.boxoffice.gateway.record.Id;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;

/** Takes an admission back. */
record UndoCheckInRequest(
        @NotNull @JsonPropertyDescription("The show the door admits to")
        Id showId,

        @NotNull @JsonPropertyDescription("The device that read the ticket: a number it chose once")
        Id device,

        @PositiveOrZero @JsonPropertyDescription("Where; 0 or missing: not said")
        Integer gate,

        @NotNull @Size(max = CheckInRequest.MAX_CODE) @JsonPropertyDescription("The code on the ticket")
        String ticket,

        @NotNull @JsonPropertyDescription("Of the admission that is taken back")
        Instant checkedInAt)
        implements Checked {
    @Override
    public void check(FieldErrors errors) {
        CheckInRequest.checkTime(checkedInAt, "/checkedInAt", errors);
    }
}
