package io.boxoffice.simulator;

import io.boxoffice.engine.state.RandomCommands;
import io.boxoffice.protocol.sbe.AuthorisedDecoder;
import io.boxoffice.protocol.sbe.BeginPaymentDecoder;
import io.boxoffice.protocol.sbe.CaptureFailedDecoder;
import io.boxoffice.protocol.sbe.CapturedDecoder;
import io.boxoffice.protocol.sbe.DeclinedDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.RefundDueDecoder;
import io.boxoffice.protocol.sbe.RefundedDecoder;
import io.boxoffice.protocol.sbe.ReservationReplyDecoder;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.services.payment.PaymentRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;

/** Everybody who wants something of the server: what they ask next, ask again, and never ask again. */
final class Clients implements SimulatedServer.Audience {
    /** So many put seat maps and shows in place; they are sent in order, until they are answered. */
    private static final int SET_UP_REQUESTS = 60;

    private static final int REMEMBERED_REQUESTS = 30;

    /** What only the payment services say: where they run, nobody else does. */
    private static final Set<Integer> SAID_BY_SERVICES = Set.of(
            AuthorisedDecoder.TEMPLATE_ID,
            DeclinedDecoder.TEMPLATE_ID,
            CapturedDecoder.TEMPLATE_ID,
            CaptureFailedDecoder.TEMPLATE_ID,
            RefundDueDecoder.TEMPLATE_ID,
            RefundedDecoder.TEMPLATE_ID);

    private final Random random;
    private final RandomCommands commands;
    private final boolean pay;
    private final Deque<Request> retries = new ArrayDeque<>();
    private final List<Request> remembered = new ArrayList<>();
    private long requests;
    private int firstRequests;

    /** The reservation that somebody wants to pay for, and its owner; 0: none. */
    private long payable;

    private long payer;

    /**
     * @param pay whether they pay with the payment services; else they say themselves what those would
     */
    Clients(Random random, RandomCommands commands, boolean pay) {
        this.random = random;
        this.commands = commands;
        this.pay = pay;
    }

    /** Whether seat maps and shows are in place. */
    boolean areSetUp() {
        return firstRequests >= SET_UP_REQUESTS;
    }

    /** Whether nothing was asked yet. */
    boolean areNew() {
        return firstRequests == 0;
    }

    /** Some of them ask something. */
    void send(SimulatedServer server) {
        for (int i = 1 + random.nextInt(12); i > 0; i--) {
            Request request = next(server);
            if (request != null && !server.send(request)) {
                retries.addFirst(request);
                return;
            }
        }
    }

    /** The server has ended; most of those who were not answered ask again. */
    void askAgain(List<Request> unanswered) {
        List<Request> again = new ArrayList<>();
        for (Request request : unanswered) {
            if (!request.query() && (request.mustRetry() || random.nextInt(3) > 0)) {
                again.add(request);
            }
        }
        again.addAll(retries);
        retries.clear();
        retries.addAll(again);
    }

    @Override
    public void answered(Request request, byte[] reply) {
        if (request.mustRetry() && SimulatedServer.saysStorageLow(reply)) {
            retries.add(request);
        }
    }

    @Override
    public void heard(byte[] command, byte[] reply) {
        commands.observe(command, reply);
        if (SimulatedServer.template(reply) == ReservationReplyDecoder.TEMPLATE_ID) {
            ReservationReplyDecoder r = new ReservationReplyDecoder()
                    .wrapAndApplyHeader(new UnsafeBuffer(reply), 0, new MessageHeaderDecoder());
            if (r.status() == ReservationStatus.HELD && r.reference() != 0 && r.amount() > 0) {
                payable = r.reservationId();
                payer = r.customerId();
            }
        }
    }

    /** What comes next; null: somebody paid, or gave it up. */
    private Request next(SimulatedServer server) {
        boolean setUp = !areSetUp();
        if (!retries.isEmpty() && (setUp || random.nextInt(3) > 0)) {
            return retries.poll().again(++requests);
        }
        if (random.nextInt(12) == 0 && !setUp) {
            return new Request(++requests, commands.query(), true, false);
        }
        if (!remembered.isEmpty() && random.nextInt(15) == 0 && !setUp) {
            return remembered.get(random.nextInt(remembered.size())).again(++requests);
        }
        if (pay && payable != 0 && random.nextInt(2) == 0) {
            pay(server, payable, payer, 0, 0, 0);
            payable = 0;
            return null;
        }
        firstRequests++;
        byte[] command = commands.next();
        while (pay && SAID_BY_SERVICES.contains(SimulatedServer.template(command))) {
            command = commands.next();
        }
        if (pay && SimulatedServer.template(command) == BeginPaymentDecoder.TEMPLATE_ID) {
            payInstead(server, command);
            return null;
        }
        Request request = new Request(++requests, command, false, setUp);
        remembered.add(request);
        if (remembered.size() > REMEMBERED_REQUESTS) {
            remembered.remove(0);
        }
        return request;
    }

    private void payInstead(SimulatedServer server, byte[] command) {
        if (command.length >= MessageHeaderDecoder.ENCODED_LENGTH + BeginPaymentDecoder.BLOCK_LENGTH) {
            BeginPaymentDecoder begin = new BeginPaymentDecoder()
                    .wrapAndApplyHeader(new UnsafeBuffer(command), 0, new MessageHeaderDecoder());
            pay(server, begin.reservationId(), begin.customerId(), begin.keyHi(), begin.keyLo(), begin.bodyHash());
        }
    }

    private void pay(
            SimulatedServer server, long reservationId, long customerId, long keyHi, long keyLo, long bodyHash) {
        String token = "token-" + ++requests;
        server.payments().pay(new PaymentRequest(reservationId, customerId, 0, "card", token, keyHi, keyLo, bodyHash));
    }
}
