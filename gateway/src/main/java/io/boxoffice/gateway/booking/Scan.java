package io.boxoffice.gateway.booking;

import com.fasterxml.jackson.core.JsonParser;
import io.boxoffice.gateway.http.JsonFields;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Texts;
import io.boxoffice.gateway.route.CoreProblem;
import java.io.IOException;

/** What a device says of one ticket: which, for which show, where and when. For one thread. */
final class Scan {
    long showId;
    long deviceId;
    int gate;
    String ticket;
    /** By the device's clock, epoch milliseconds; 0: now. */
    long scannedAtMs;
    /** When the admission was that is undone; 0: not said. */
    long checkedInAtMs;

    /** Takes a field; whether it knows it. */
    boolean field(String name, JsonParser json) throws IOException {
        switch (name) {
            case "showId" -> showId = JsonFields.id(json, name);
            case "device" -> deviceId = JsonFields.id(json, name);
            case "gate" -> gate = (int) JsonFields.integer(json, name, 0, Integer.MAX_VALUE);
            case "ticket" -> {
                ticket = JsonFields.string(json, name);
                Texts.line(ticket, name);
            }
            case "scannedAt" -> scannedAtMs = JsonFields.timeMs(json, name);
            case "checkedInAt" -> checkedInAtMs = JsonFields.timeMs(json, name);
            default -> {
                return false;
            }
        }
        return true;
    }

    Scan requireTicket() {
        if (showId == 0) {
            throw JsonFields.invalid("showId", "is missing");
        }
        if (ticket == null) {
            throw JsonFields.invalid("ticket", "is missing");
        }
        return this;
    }

    Scan requireDevice() {
        if (deviceId == 0) {
            throw JsonFields.invalid("device", "is missing");
        }
        return this;
    }

    /** What the ticket's code says; a code that is not genuine is of no ticket. */
    Credential credential(TicketIssuer tickets) {
        try {
            return tickets.read(ticket);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(CoreProblem.UNKNOWN_TICKET);
        }
    }
}
