package io.boxoffice.gateway.booking;

import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.gateway.record.Records;
import io.boxoffice.gateway.route.Call;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Doors: letting people in with tickets, one at a time or as devices tell it later, undoing it, looking. The same scan (device,
 * ticket, time) told twice is one, so that these routes need no Idempotency-Key.
 */
public final class CheckInRoutes {
    private static final String TAG = "check-ins";

    /** Ed25519 of up to so many tickets is checked on the event loop. */
    private static final int SIGNATURES_COST = 10;

    private final CommandLanes lanes;
    private final ShowDirectory directory;
    private final TicketIssuer tickets;

    public CheckInRoutes(CommandLanes lanes, ShowDirectory directory, TicketIssuer tickets) {
        this.lanes = lanes;
        this.directory = directory;
        this.tickets = tickets;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/v1/check-ins", "checkIn")
                        .summary(TAG, "Let someone in with a ticket, once; or tell of those who were let in already")
                        .roles(Role.ORGANIZER, Role.BOX_OFFICE, Role.DOOR)
                        .cost(SIGNATURES_COST)
                        .body(CheckInRequest.class)
                        .answerRecord(201, "Let in; or, with scans, what became of each", CheckIn.class)
                        .problem(404)
                        .handledBy(this::checkIn),
                Route.post("/v1/check-ins/undo", "undoCheckIn")
                        .summary(TAG, "Take an admission back")
                        .roles(Role.ORGANIZER, Role.BOX_OFFICE, Role.DOOR)
                        .body(UndoCheckInRequest.class)
                        .answerRecord(200, "Taken back, now or before", CheckIn.class)
                        .problem(404)
                        .handledBy(this::undo),
                Route.post("/v1/check-ins/look", "lookAtTicket")
                        .summary(TAG, "What letting in would be answered, without letting anybody in")
                        .roles(Role.ORGANIZER, Role.BOX_OFFICE, Role.DOOR)
                        .body(LookRequest.class)
                        .answerRecord(200, "The ticket is valid and was not used", CheckIn.class)
                        .problem(404)
                        .handledBy(this::look));
    }

    private void checkIn(Call call) {
        CheckInRequest request = call.read(CheckInRequest.class);
        if (request.scans() != null) {
            new Upload(call, request).tellNext();
            return;
        }
        CheckInRequest.Scan scan = request.alone();
        Credential credential = credential(scan.ticket());
        lanes.command(
                call,
                encoder(call, scan, credential, false),
                scan.showId().value(),
                (buffer, offset) -> respond(call, 201, scan.ticket(), buffer, offset));
    }

    /** Epoch milliseconds; 0: not said. */
    private static long timeMs(Instant time) {
        return time == null ? 0 : time.toEpochMilli();
    }

    private static int gate(Integer gate) {
        return gate == null ? 0 : gate;
    }

    /** What a ticket's code says; a code that is not genuine is of no ticket. */
    private Credential credential(String ticket) {
        Credential credential = genuine(ticket);
        if (credential == null) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        return credential;
    }

    private Credential genuine(String ticket) {
        try {
            return tickets.read(ticket);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private BookingClient.Encoder encoder(Call call, CheckInRequest.Scan scan, Credential ticket, boolean uploaded) {
        return (slot, header) -> {
            CheckInEncoder command = new CheckInEncoder().wrapAndApplyHeader(slot, 0, header);
            command.reservationId(ticket.reservationId())
                    .reference(ticket.reference())
                    .organizerId(0);
            command.keyHi(0).keyLo(0).bodyHash(0).ordinal(ticket.ordinal());
            command.organisationId(call.principal().organisation())
                    .showId(scan.showId().value());
            command.deviceId(scan.device().value())
                    .scannedAtMs(timeMs(scan.scannedAt()))
                    .gate(gate(scan.gate()));
            command.credentialNumber(ticket.number()).generation((short) ticket.generation());
            command.uploaded(uploaded ? BooleanType.TRUE : BooleanType.FALSE);
            return MessageHeaderEncoder.ENCODED_LENGTH + command.encodedLength();
        };
    }

    /** Tells the core one scan after the other. A request that is cut off is told again: what was recorded is one then too. */
    private final class Upload {
        private final Call call;
        private final List<CheckInRequest.Scan> scans = new ArrayList<>();
        private final List<CheckIn.ScanResult> results = new ArrayList<>();

        private Upload(Call call, CheckInRequest request) {
            this.call = call;
            for (CheckInRequest.Scan scan : request.scans()) {
                scans.add(request.completed(scan));
            }
        }

        private void tellNext() {
            while (results.size() < scans.size()) {
                CheckInRequest.Scan scan = scans.get(results.size());
                Credential credential = genuine(scan.ticket());
                if (credential != null) {
                    lanes.step(
                            call,
                            encoder(call, scan, credential, true),
                            (buffer, offset) -> done(
                                    scan,
                                    CheckIn.Outcome.of(decode(buffer, offset).outcome()),
                                    null),
                            reason -> done(scan, null, Rejections.code(reason).code()));
                    return;
                }
                results.add(new CheckIn.ScanResult(scan.ticket(), null, HttpProblem.NOT_FOUND.code()));
            }
            call.respond(Records.answer(201, CheckIn.ofScans(results)));
        }

        private void done(CheckInRequest.Scan scan, CheckIn.Outcome outcome, String code) {
            results.add(new CheckIn.ScanResult(scan.ticket(), outcome, code));
            tellNext();
        }
    }

    private void undo(Call call) {
        UndoCheckInRequest request = call.read(UndoCheckInRequest.class);
        Credential ticket = credential(request.ticket());
        lanes.command(
                call,
                (slot, header) -> {
                    UndoCheckInEncoder command = new UndoCheckInEncoder().wrapAndApplyHeader(slot, 0, header);
                    command.reservationId(ticket.reservationId()).reference(ticket.reference());
                    command.organisationId(call.principal().organisation())
                            .showId(request.showId().value());
                    command.deviceId(request.device().value())
                            .checkedInAtMs(request.checkedInAt().toEpochMilli())
                            .gate(gate(request.gate()));
                    command.credentialNumber(ticket.number()).ordinal(ticket.ordinal());
                    command.generation((short) ticket.generation());
                    return MessageHeaderEncoder.ENCODED_LENGTH + command.encodedLength();
                },
                0,
                (buffer, offset) -> respond(call, 200, request.ticket(), buffer, offset));
    }

    private void look(Call call) {
        LookRequest request = call.read(LookRequest.class);
        Credential ticket = credential(request.ticket());
        lanes.query(
                call,
                (slot, header) -> {
                    LookAtTicketEncoder query = new LookAtTicketEncoder().wrapAndApplyHeader(slot, 0, header);
                    query.reservationId(ticket.reservationId()).reference(ticket.reference());
                    query.organisationId(call.principal().organisation())
                            .showId(request.showId().value());
                    query.credentialNumber(ticket.number()).ordinal(ticket.ordinal());
                    query.generation((short) ticket.generation()).askedAtMs(System.currentTimeMillis());
                    return MessageHeaderEncoder.ENCODED_LENGTH + query.encodedLength();
                },
                request.showId().value(),
                (buffer, offset) -> respond(call, 200, request.ticket(), buffer, offset));
    }

    private static CheckInReplyDecoder decode(DirectBuffer buffer, int offset) {
        return new CheckInReplyDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
    }

    private void respond(Call call, int status, String ticket, DirectBuffer buffer, int offset) {
        CheckInReplyDecoder reply = decode(buffer, offset);
        PublishedShow show = directory.show(reply.showId());
        String unit = show == null ? null : Rejections.unitName(show.seatMap(), reply.unit());
        boolean isIn = reply.checkedInAtMs() > 0;
        call.respond(Records.answer(
                status,
                new CheckIn(
                        ticket,
                        CheckIn.Outcome.of(reply.outcome()),
                        new Id(reply.reservationId()),
                        new Id(reply.showId()),
                        reply.unit() >= 0 ? unit : null,
                        reply.unit() >= 0 ? null : unit,
                        reply.ordinal(),
                        (int) reply.generation(),
                        isIn ? Instant.ofEpochMilli(reply.checkedInAtMs()) : null,
                        isIn && reply.deviceId() > 0 ? new Id(reply.deviceId()) : null,
                        isIn ? reply.gate() : null,
                        new Id(reply.sequence()),
                        null)));
    }
}
