package io.boxoffice.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.engine.state.naive.NaiveBookingModel;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.sbe.ConfigureEncoder;
import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.DefineShowEncoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.ReservationEventDecoder;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A state machine with one show, told as a story: {@code aShow("AAAA").priced(1000).onSale()}, then customers, a provider and
 * the clock act. Every command goes to the naive model too, which must say the same, and the tables are checked after each.
 */
final class Scenario {
    static final long SHOW = 11;
    static final long MAP = 21;
    static final long HALL = 41;
    static final long REFERENCE = 4711;
    static final long NUMBER = 0xCAFE_F00DL;

    final BookingStateMachine machine = new BookingStateMachine();
    private final NaiveBookingModel model = new NaiveBookingModel();
    private final Recorder real = new Recorder();
    private final Recorder naive = new Recorder();
    private final List<String> rows;
    private final List<SeatMap.Area> areas = new ArrayList<>();
    private final ConfigureCommand limits = new ConfigureCommand();
    private final DefineShowCommand rules = new DefineShowCommand(SHOW, MAP);
    private SeatMap map;
    private long[] amounts = {1000};
    private long nowMs;
    private long uploads;
    private boolean withModel = true;

    private Scenario(List<String> rows) {
        this.rows = rows;
    }

    static Scenario aShow(String... rows) {
        return new Scenario(List.of(rows));
    }

    Scenario withArea(String id, int capacity) {
        areas.add(Hall.area(id, capacity));
        return this;
    }

    Scenario withLimits(Consumer<ConfigureEncoder> change) {
        limits.with(change);
        return this;
    }

    Scenario withRules(Consumer<DefineShowEncoder> change) {
        rules.with(change);
        return this;
    }

    /** The amount of each category, the last for all that follow. */
    Scenario priced(long... amountOfCategory) {
        amounts = amountOfCategory;
        return this;
    }

    /** For large scenarios, in which the model would take too long. */
    Scenario withoutModel() {
        withModel = false;
        return this;
    }

    /** Configured, but without map and show. */
    Scenario configured() {
        map = Hall.of(rows, areas.toArray(SeatMap.Area[]::new));
        send(limits.encode()).accepted();
        return this;
    }

    /** With a show that has neither prices nor been opened. */
    Scenario drafted() {
        configured();
        upload(UploadKind.SEAT_MAP, MAP, HALL, SeatMapCodec.encode(map)).accepted();
        send(rules.encode()).accepted();
        return this;
    }

    Scenario onSale() {
        drafted();
        upload(UploadKind.PRICES, SHOW, 0, prices(amounts).encode()).accepted();
        send(Commands.openShow(SHOW)).accepted();
        return this;
    }

    SeatMap map() {
        return map;
    }

    PriceList prices(long... amountOfCategory) {
        return Hall.priced(map, amountOfCategory);
    }

    Scenario at(long timeMs) {
        nowMs = timeMs;
        return this;
    }

    /** Sends limits that differ from the first ones by a change. */
    Reply configure(Consumer<ConfigureEncoder> change) {
        return send(limits.with(change).encode());
    }

    Reply redefine(Consumer<DefineShowEncoder> change) {
        return send(rules.with(change).encode());
    }

    Reply tick() {
        return send(Commands.tick());
    }

    Reply goOn() {
        return send(Commands.goOn());
    }

    /** The answer to the last command of a whole upload. */
    Reply upload(UploadKind kind, long targetId, long ownerId, byte[] content) {
        Reply reply = null;
        for (byte[] command : Commands.upload(++uploads, kind, targetId, ownerId, content)) {
            reply = send(command);
        }
        return reply;
    }

    Reply send(byte[] command) {
        return send(command, 0, command.length);
    }

    Reply send(byte[] bytes, int offset, int length) {
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        long sequence = machine.lastSequence() + 1;
        real.clear();
        machine.apply(sequence, nowMs, buffer, offset, length, real);
        assertEquals(1, real.replies().size(), "replies to one command");
        if (withModel) {
            naive.clear();
            model.apply(sequence, nowMs, buffer, offset, length, naive);
            assertEquals(naive.transcript(), real.transcript(), "the naive model says otherwise");
            assertEquals(model.stateHash(), machine.stateHash(), "the naive model is in another state");
            Invariants.check(machine, "command " + sequence);
        }
        return new Reply(real.replies().get(0));
    }

    Reply ask(byte[] query) {
        UnsafeBuffer buffer = new UnsafeBuffer(query);
        Recorder answer = new Recorder();
        machine.query(buffer, 0, query.length, answer);
        if (withModel) {
            Recorder naively = new Recorder();
            model.query(buffer, 0, query.length, naively);
            assertEquals(naively.transcript(), answer.transcript(), "the naive model says otherwise");
        }
        assertEquals(1, answer.replies().size(), "replies to one query");
        return new Reply(answer.replies().get(0));
    }

    Reply reservation(Reply reply) {
        return ask(Commands.getReservation(reply.id(), 0));
    }

    int seat(String seatId) {
        int seat = map.seatIndex(seatId);
        assertTrue(seat >= 0, seatId);
        return seat;
    }

    int[] seats(String... seatIds) {
        return Arrays.stream(seatIds).mapToInt(this::seat).toArray();
    }

    List<Integer> seatList(String... seatIds) {
        return Arrays.stream(seats(seatIds)).boxed().toList();
    }

    /** What a ticket's code says when it was just made. */
    DoorCommands.Credential ticket(Reply booking, int ordinal) {
        return new DoorCommands.Credential(booking.id(), ordinal, NUMBER, 0);
    }

    /** A door of the show: gate 4, device 9, whoever's, where tickets are read at once. */
    DoorCommands.Door door() {
        return new DoorCommands.Door(SHOW, 0, 9, 4, 0);
    }

    Reply checksIn(Reply booking, int ordinal) {
        return send(DoorCommands.checkIn(ticket(booking, ordinal), door(), false));
    }

    boolean isFree(String seatId) {
        return machine.state().shows.get(SHOW).isFree(seat(seatId));
    }

    /** The events of the last command. */
    List<byte[]> events() {
        return real.events();
    }

    /** The reservation steps among the events of the last command. */
    List<ReservationEventType> steps() {
        return reservationEvents().stream().map(ReservationEventDecoder::step).toList();
    }

    List<ReservationEventDecoder> reservationEvents() {
        List<ReservationEventDecoder> events = new ArrayList<>();
        for (byte[] event : real.events()) {
            UnsafeBuffer buffer = new UnsafeBuffer(event);
            MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
            if (header.templateId() == ReservationEventDecoder.TEMPLATE_ID) {
                events.add(new ReservationEventDecoder().wrapAndApplyHeader(buffer, 0, header));
            }
        }
        return events;
    }

    Customer customer(long customerId) {
        return new Customer(customerId);
    }

    /** A booking of these seats, paid and captured. */
    Reply booked(long customerId, String... seatIds) {
        Reply hold = customer(customerId).holds(seatIds);
        return booked(hold);
    }

    Reply booked(Reply hold) {
        Reply confirmed = confirmed(hold);
        captured(hold, 1);
        return reservation(confirmed);
    }

    /** Authorised and confirmed, not captured yet. */
    Reply confirmed(Reply hold) {
        paying(hold);
        authorised(hold, 1).reservation();
        Reply confirmed = send(Commands.confirm(hold.id(), 0));
        confirmed.reservation();
        return confirmed;
    }

    /** Made a booking, its first payment begun. */
    Reply paying(Reply hold) {
        send(Commands.createBooking(hold.id(), 0, REFERENCE, Commands.Key.NONE)).reservation();
        Reply payment = send(Commands.beginPayment(hold.id(), 0, Commands.Key.NONE));
        payment.payment();
        return payment;
    }

    Reply authorised(Reply hold, int attempt) {
        return send(Commands.authorised(hold.id(), attempt, hold.reservation().amount()));
    }

    Reply declined(Reply hold, int attempt) {
        return send(Commands.declined(hold.id(), attempt, DeclineReason.DECLINED_BY_PROVIDER));
    }

    Reply captured(Reply hold, int attempt) {
        return send(Commands.captured(hold.id(), attempt));
    }

    Reply captureFailed(Reply hold, int attempt) {
        return send(Commands.captureFailed(hold.id(), attempt));
    }

    Reply refunded(Reply hold, int refund) {
        return send(Commands.refunded(hold.id(), refund));
    }

    /** Someone who buys. */
    final class Customer {
        private final long customerId;

        private Customer(long customerId) {
            this.customerId = customerId;
        }

        Commands.Hold wants() {
            return new Commands.Hold(SHOW, customerId);
        }

        Reply holds(String... seatIds) {
            return send(wants().seats(seats(seatIds)).encode());
        }

        Reply holdsBest(int quantity) {
            return send(wants().best(quantity).encode());
        }

        Reply holdsPlaces(int area, int quantity) {
            return send(wants().area(area, quantity).encode());
        }

        Reply extendsHold(Reply hold) {
            return send(Commands.extendHold(hold.id(), customerId, Commands.Key.NONE));
        }

        Reply releases(Reply hold) {
            return send(Commands.releaseHold(hold.id(), customerId));
        }

        Reply books(Reply hold) {
            return send(Commands.createBooking(hold.id(), customerId, REFERENCE, Commands.Key.NONE));
        }

        Reply pays(Reply hold) {
            return send(Commands.beginPayment(hold.id(), customerId, Commands.Key.NONE));
        }

        Reply confirms(Reply hold) {
            return send(Commands.confirm(hold.id(), customerId));
        }

        Reply cancels(Reply hold, int... ordinals) {
            return send(Commands.cancelBooking(hold.id(), customerId, Commands.Key.NONE, ordinals));
        }
    }
}
