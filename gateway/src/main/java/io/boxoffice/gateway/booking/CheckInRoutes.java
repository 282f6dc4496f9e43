package io.boxoffice.gateway.booking;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.JsonFields;
import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.CoreProblem;
import io.boxoffice.gateway.route.Rejections;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.CheckInEncoder;
import io.boxoffice.protocol.sbe.CheckInReplyDecoder;
import io.boxoffice.protocol.sbe.LookAtTicketEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.UndoCheckInEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.agrona.DirectBuffer;

/**
 * Doors: letting people in with tickets, one at a time or as devices tell it later, undoing it, looking. The same scan (device,
 * ticket, time) told twice is one, so that these routes need no Idempotency-Key.
 */
public final class CheckInRoutes {
    /** Scans that one request may tell. */
    static final int MAX_SCANS = 50;

    private static final String TAG = "check-ins";

    /** Ed25519 of up to so many tickets is checked on the event loop. */
    private static final int SIGNATURES_COST = 10;

    private final CommandLanes lanes;
    private final ShowDirectory directory;
    private final TicketIssuer tickets;
    private final AnsweredSequences answered;

    public CheckInRoutes(
            CommandLanes lanes, ShowDirectory directory, TicketIssuer tickets, AnsweredSequences answered) {
        this.lanes = lanes;
        this.directory = directory;
        this.tickets = tickets;
        this.answered = answered;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/v1/check-ins", "checkIn")
                        .summary(TAG, "Let someone in with a ticket, once; or tell of those who were let in already")
                        .roles(Role.ORGANIZER, Role.BOX_OFFICE)
                        .cost(SIGNATURES_COST)
                        .body("CheckInRequest")
                        .answer(201, "Let in; or, with scans, what became of each", "CheckIn")
                        .problem(404)
                        .handledBy(this::checkIn),
                Route.post("/v1/check-ins/undo", "undoCheckIn")
                        .summary(TAG, "Take an admission back")
                        .roles(Role.ORGANIZER, Role.BOX_OFFICE)
                        .body("UndoCheckInRequest")
                        .answer(200, "Taken back, now or before", "CheckIn")
                        .problem(404)
                        .handledBy(this::undo),
                Route.post("/v1/check-ins/look", "lookAtTicket")
                        .summary(TAG, "What letting in would be answered, without letting anybody in")
                        .roles(Role.ORGANIZER, Role.BOX_OFFICE)
                        .body("LookRequest")
                        .answer(200, "The ticket is valid and was not used", "CheckIn")
                        .problem(404)
                        .handledBy(this::look));
    }

    private void checkIn(Call call) {
        Scan scan = new Scan();
        List<Scan> told = new ArrayList<>();
        boolean[] upload = {false};
        call.readJson((name, json) -> {
            if (name.equals("scans")) {
                upload[0] = true;
                JsonFields.array(json, name, element -> {
                    if (told.size() == MAX_SCANS) {
                        throw new ProblemException(
                                Problem.of(HttpProblem.TOO_LARGE).with("limit", MAX_SCANS));
                    }
                    Scan each = new Scan();
                    JsonFields.object(element, name, each::field);
                    told.add(each);
                });
            } else {
                scan.field(name, json);
            }
        });
        if (upload[0] && scan.ticket != null) {
            throw JsonFields.invalid("ticket", "is one of the scans, when there are scans");
        }
        if (upload[0]) {
            new Upload(call, scan, told).tellNext();
            return;
        }
        scan.requireTicket().requireDevice();
        Credential credential = scan.credential(tickets);
        lanes.command(
                call,
                encoder(call, scan, credential, false),
                scan.showId,
                (buffer, offset) -> respond(call, 201, scan.ticket, buffer, offset));
    }

    private BookingClient.Encoder encoder(Call call, Scan scan, Credential ticket, boolean uploaded) {
        return (slot, header) -> {
            CheckInEncoder command = new CheckInEncoder().wrapAndApplyHeader(slot, 0, header);
            command.reservationId(ticket.reservationId())
                    .reference(ticket.reference())
                    .organizerId(0);
            command.keyHi(0).keyLo(0).bodyHash(0).ordinal(ticket.ordinal());
            command.organisationId(call.principal().doorAccess()).showId(scan.showId);
            command.deviceId(scan.deviceId).scannedAtMs(scan.scannedAtMs).gate(scan.gate);
            command.credentialNumber(ticket.number()).generation((short) ticket.generation());
            command.uploaded(uploaded ? BooleanType.TRUE : BooleanType.FALSE);
            return MessageHeaderEncoder.ENCODED_LENGTH + command.encodedLength();
        };
    }

    /** Tells the core one scan after the other. A request that is cut off is told again: what was recorded is one then too. */
    private final class Upload {
        /** What became of a scan: an outcome, or the code of a problem. */
        private record Told(String ticket, String outcome, String code) {}

        private final Call call;
        private final List<Scan> scans;
        private final List<Told> results = new ArrayList<>();

        private Upload(Call call, Scan common, List<Scan> scans) {
            this.call = call;
            this.scans = scans;
            if (scans.isEmpty()) {
                throw new ProblemException(CoreProblem.EMPTY_REQUEST);
            }
            for (Scan scan : scans) {
                scan.showId = scan.showId == 0 ? common.showId : scan.showId;
                scan.deviceId = scan.deviceId == 0 ? common.deviceId : scan.deviceId;
                scan.gate = scan.gate == 0 ? common.gate : scan.gate;
                scan.requireTicket().requireDevice();
                if (scan.scannedAtMs == 0) {
                    throw JsonFields.invalid("scans.scannedAt", "is missing");
                }
            }
        }

        private void tellNext() {
            while (results.size() < scans.size()) {
                Scan scan = scans.get(results.size());
                Credential credential = genuine(scan);
                if (credential != null) {
                    lanes.step(
                            call,
                            encoder(call, scan, credential, true),
                            (buffer, offset) -> {
                                CheckInReplyDecoder reply = decode(buffer, offset);
                                done(scan, reply.outcome().name().toLowerCase(Locale.ROOT), null);
                            },
                            reason -> done(scan, null, Rejections.code(reason).code()));
                    return;
                }
                results.add(new Told(scan.ticket, null, CoreProblem.UNKNOWN_TICKET.code()));
            }
            call.respond(Response.json(201, this::write));
        }

        private Credential genuine(Scan scan) {
            try {
                return tickets.read(scan.ticket);
            } catch (IllegalArgumentException e) {
                return null;
            }
        }

        private void done(Scan scan, String outcome, String code) {
            results.add(new Told(scan.ticket, outcome, code));
            tellNext();
        }

        private void write(JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeArrayFieldStart("scans");
            for (Told told : results) {
                json.writeStartObject();
                json.writeStringField("ticket", told.ticket);
                json.writeStringField(
                        told.outcome != null ? "outcome" : "code", told.outcome != null ? told.outcome : told.code);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private void undo(Call call) {
        Scan scan = read(call).requireDevice();
        if (scan.checkedInAtMs == 0) {
            throw JsonFields.invalid("checkedInAt", "is missing");
        }
        Credential ticket = scan.credential(tickets);
        lanes.command(
                call,
                (slot, header) -> {
                    UndoCheckInEncoder command = new UndoCheckInEncoder().wrapAndApplyHeader(slot, 0, header);
                    command.reservationId(ticket.reservationId()).reference(ticket.reference());
                    command.organisationId(call.principal().doorAccess()).showId(scan.showId);
                    command.deviceId(scan.deviceId)
                            .checkedInAtMs(scan.checkedInAtMs)
                            .gate(scan.gate);
                    command.credentialNumber(ticket.number()).ordinal(ticket.ordinal());
                    command.generation((short) ticket.generation());
                    return MessageHeaderEncoder.ENCODED_LENGTH + command.encodedLength();
                },
                0,
                (buffer, offset) -> respond(call, 200, scan.ticket, buffer, offset));
    }

    private void look(Call call) {
        Scan scan = read(call);
        Credential ticket = scan.credential(tickets);
        lanes.query(
                call,
                (slot, header) -> {
                    LookAtTicketEncoder query = new LookAtTicketEncoder().wrapAndApplyHeader(slot, 0, header);
                    query.reservationId(ticket.reservationId()).reference(ticket.reference());
                    query.organisationId(call.principal().doorAccess()).showId(scan.showId);
                    query.credentialNumber(ticket.number()).ordinal(ticket.ordinal());
                    query.generation((short) ticket.generation()).askedAtMs(System.currentTimeMillis());
                    return MessageHeaderEncoder.ENCODED_LENGTH + query.encodedLength();
                },
                scan.showId,
                (buffer, offset) -> respond(call, 200, scan.ticket, buffer, offset));
    }

    private static Scan read(Call call) {
        Scan scan = new Scan();
        call.readJson(scan::field);
        return scan.requireTicket();
    }

    private static CheckInReplyDecoder decode(DirectBuffer buffer, int offset) {
        return new CheckInReplyDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
    }

    private void respond(Call call, int status, String ticket, DirectBuffer buffer, int offset) {
        CheckInReplyDecoder reply = decode(buffer, offset);
        answered.note(reply.customerId(), reply.sequence());
        call.respond(Response.json(status, json -> write(json, ticket, reply)));
    }

    private void write(JsonGenerator json, String ticket, CheckInReplyDecoder reply) throws IOException {
        json.writeStartObject();
        json.writeStringField("ticket", ticket);
        json.writeStringField("outcome", reply.outcome().name().toLowerCase(Locale.ROOT));
        json.writeStringField("bookingId", Long.toString(reply.reservationId()));
        json.writeStringField("showId", Long.toString(reply.showId()));
        PublishedShow show = directory.show(reply.showId());
        if (show != null) {
            json.writeStringField(
                    reply.unit() >= 0 ? "seat" : "area", Rejections.unitName(show.seatMap(), reply.unit()));
        }
        json.writeNumberField("ordinal", reply.ordinal());
        json.writeNumberField("generation", reply.generation());
        if (reply.checkedInAtMs() > 0) {
            json.writeStringField("checkedInAt", ReservationJson.time(reply.checkedInAtMs()));
            json.writeStringField("device", Long.toString(reply.deviceId()));
            json.writeNumberField("gate", reply.gate());
        }
        json.writeStringField("sequence", Long.toString(reply.sequence()));
        json.writeEndObject();
    }
}
