package io.boxoffice.gateway.booking;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.protocol.sbe.CheckInOutcome;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What became of one ticket at the door; or, when scans were told, of each of them, and nothing else. */
record CheckIn(
        String ticket,
        Outcome outcome,
        Id bookingId,
        Id showId,

        @JsonPropertyDescription("Missing once the show is archived")
        String seat,

        String area,
        @PositiveOrZero Integer ordinal,
        @PositiveOrZero Integer generation,

        @JsonPropertyDescription("Of the admission that stands, by the clock of its device")
        Instant checkedInAt,

        Id device,
        @PositiveOrZero Integer gate,

        @JsonPropertyDescription("The command this answer contains")
        Id sequence,

        @JsonPropertyDescription("In the order they were told in")
        List<ScanResult> scans) {
    /** What became of a scan: an outcome, or the code of the problem for which it could not be recorded. */
    record ScanResult(
            @NotNull String ticket,
            Outcome outcome,

            @JsonPropertyDescription("Why it could not be recorded")
            String code) {}

    /** What a door is told. The names are those of {@link CheckInOutcome}. */
    enum Outcome {
        ADMITTED,
        ADMITTED_AGAIN,
        ADMITTED_WHEN_INVALID,
        UNDONE,
        VALID;

        static Outcome of(CheckInOutcome outcome) {
            return valueOf(outcome.name());
        }

        /** As answers write it. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static CheckIn ofScans(List<ScanResult> results) {
        return new CheckIn(null, null, null, null, null, null, null, null, null, null, null, null, results);
    }
}
