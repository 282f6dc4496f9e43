package io.boxoffice.gateway.booking;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.record.AnyOf;
import io.boxoffice.gateway.record.Checked;
import io.boxoffice.gateway.record.Example;
import io.boxoffice.gateway.record.Id;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;

/** One ticket that is to be let in; or scans: of people who were let in already, each with its time. */
@AnyOf({"ticket", "scans"})
@Example("""
        {"showId":"3894603053836165184","device":"5","gate":2,"ticket":"0406HYWT8MN0DNPV000000000005800000G0Q38QDW60",
         "scannedAt":"2026-12-01T19:12:04.250Z"}""")
record CheckInRequest(
        @JsonPropertyDescription("The show the door admits to")
        Id showId,

        @JsonPropertyDescription("The device that reads the ticket: a number it chose once")
        Id device,

        @PositiveOrZero @JsonPropertyDescription("Where; 0 or missing: not said")
        Integer gate,

        @Size(max = MAX_CODE) @JsonPropertyDescription("The code on the ticket")
        String ticket,

        @JsonPropertyDescription(
                "When the device read it, by its clock; missing: now. The same device, ticket and time told twice are one"
                        + " scan")
        Instant scannedAt,

        @Size(min = 1, max = MAX_SCANS)
        @JsonPropertyDescription("showId, device and gate of the request are those of each scan that does not say")
        List<@NotNull @Valid Scan> scans)
        implements Checked {
    private static final Instant FIRST_TIME = Instant.ofEpochSecond(1);
    private static final Instant LAST_TIME = Instant.parse("9999-12-30T23:59:59.999Z");

    /** Scans that one request may tell. */
    static final int MAX_SCANS = 50;

    /** Characters of a ticket's code, more than any has. */
    static final int MAX_CODE = 512;

    /** A ticket that a device read. */
    record Scan(
            @JsonPropertyDescription("The show the door admits to")
            Id showId,

            @JsonPropertyDescription("The device that read the ticket: a number it chose once")
            Id device,

            @PositiveOrZero @JsonPropertyDescription("Where; 0 or missing: not said")
            Integer gate,

            @NotNull @Size(max = MAX_CODE) @JsonPropertyDescription("The code on the ticket")
            String ticket,

            @NotNull @JsonPropertyDescription("When the device read it, by its clock")
            Instant scannedAt) {}

    @Override
    public void check(FieldErrors errors) {
        if (scans == null) {
            check(alone(), "", errors);
            return;
        }
        if (ticket != null) {
            errors.add("/ticket", FieldErrors.INVALID, "is one of the scans, when there are scans");
        }
        for (int i = 0; i < scans.size(); i++) {
            if (scans.get(i) != null) {
                check(completed(scans.get(i)), "/scans/" + i, errors);
            }
        }
    }

    private static void check(Scan scan, String at, FieldErrors errors) {
        require(scan.showId, at + "/showId", errors);
        require(scan.device, at + "/device", errors);
        require(scan.ticket, at + "/ticket", errors);
        checkTime(scan.scannedAt, at + "/scannedAt", errors);
    }

    private static void require(Object value, String pointer, FieldErrors errors) {
        if (value == null) {
            errors.add(pointer, FieldErrors.MISSING, "must be given");
        }
    }

    /** Refuses a time that the booking core and PostgreSQL cannot keep. */
    static void checkTime(Instant time, String pointer, FieldErrors errors) {
        if (time != null && (time.isBefore(FIRST_TIME) || time.isAfter(LAST_TIME))) {
            errors.add(pointer, FieldErrors.INVALID, "must be a time in the years 1970 to 9999");
        }
    }

    /** The scan of a request that tells one. */
    Scan alone() {
        return new Scan(showId, device, gate, ticket, scannedAt);
    }

    /** A scan with what it does not say itself. */
    Scan completed(Scan scan) {
        return new Scan(
                scan.showId == null ? showId : scan.showId,
                scan.device == null ? device : scan.device,
                scan.gate == null ? gate : scan.gate,
                scan.ticket,
                scan.scannedAt);
    }
}
