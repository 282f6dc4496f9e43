package io.boxoffice.engine.state;

import io.boxoffice.protocol.sbe.BeginPaymentDecoder;
import io.boxoffice.protocol.sbe.CancelBookingDecoder;
import io.boxoffice.protocol.sbe.CreateBookingDecoder;
import io.boxoffice.protocol.sbe.ExtendHoldDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.PlaceHoldDecoder;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a hostile season brings of retries, bookings that cost less or nothing, and ends of shows, since version 3 of the rules.
 * It draws from numbers of its own, so that the streams of older versions stay what they are.
 */
final class RandomKeys {
    private static final int REMEMBERED = 60;

    private final Random random;
    private final List<byte[]> keyed = new ArrayList<>();
    private long keys = 1_000;
    private final Deque<byte[]> inARow = new ArrayDeque<>();

    RandomKeys(long seed) {
        random = new Random(seed * 31 + 8);
    }

    /** Notes a command that was sent, if it has a key. */
    void sent(byte[] command) {
        if (keyOf(command) != null) {
            keyed.add(command);
            if (keyed.size() > REMEMBERED) {
                keyed.remove(0);
            }
        }
    }

    /** Now and then a command that comes before all others; else null. */
    byte[] instead(RandomCommands season) {
        if (!inARow.isEmpty()) {
            return inARow.poll();
        }
        byte[] command =
                switch (random.nextInt(100)) {
                    case 0, 1, 2, 3, 4 -> createBooking(season);
                    case 5, 6, 7, 8 -> keyed.isEmpty() ? null : keyed.get(random.nextInt(keyed.size()));
                    case 9 -> Commands.lowerLatestEnd(season.show(), random.nextInt(500_000));
                    case 10 -> Commands.archiveShow(season.show());
                    case 11 -> extendAgain(season);
                    case 12 -> moveEnd(season);
                    default -> null;
                };
        if (command != null) {
            sent(command);
        }
        return command;
    }

    /** To a time that was not long ago or comes soon. */
    private byte[] moveEnd(RandomCommands season) {
        long show = season.show();
        long endsAtMs = Math.max(1, season.lastMs + random.nextInt(20_000) - 15_000);
        return new DefineShowCommand(show, show % RandomCommands.MAPS.size() + 1)
                .with(e -> e.startsAtMs(1).endsAtMs(endsAtMs).onSaleFromMs(0).onSaleUntilMs(3_000_000))
                .with(e -> e.maxUnitsPerCustomer(8)
                        .maxUnitsPerHold(8)
                        .holdTtlMs(5_000)
                        .cancelUntilMs(600_000))
                .encode();
    }

    /** The same hold in a row, until its extensions are used up. */
    private byte[] extendAgain(RandomCommands season) {
        byte[] command = Commands.extendHold(season.reservation(), 0, Commands.Key.NONE);
        inARow.addAll(List.of(command, command));
        return command;
    }

    private byte[] createBooking(RandomCommands season) {
        long id = season.reservation();
        int units = season.unitsOfChosen();
        List<Commands.Price> prices = new ArrayList<>();
        int kind = random.nextInt(4);
        for (int ordinal = 0; ordinal < units && kind > 0; ordinal++) {
            if (kind == 1) {
                prices.add(new Commands.Price(ordinal, 0));
            } else if (random.nextBoolean()) {
                int named = random.nextInt(30) == 0 ? random.nextInt(units + 2) : ordinal;
                prices.add(new Commands.Price(named, random.nextInt(25) == 0 ? -1 : random.nextInt(4) * 500L));
            }
        }
        // With a new key, so that bookings have several, or one of few.
        Commands.Key key = random.nextInt(3) == 0
                ? Commands.Key.NONE
                : Commands.Key.of(random.nextBoolean() ? ++keys : 1 + random.nextInt(200));
        return Commands.createBooking(
                id,
                season.owner(),
                1 + random.nextInt(50),
                key,
                random.nextInt(4) > 0,
                prices.toArray(Commands.Price[]::new));
    }

    /** An Idempotency-Key as a command has it. */
    record Id(long hi, long lo) {}

    /** The key that a command left, or would have; null: it has none. */
    static Id keyOf(byte[] command) {
        if (command.length < MessageHeaderDecoder.ENCODED_LENGTH) {
            return null;
        }
        UnsafeBuffer buffer = new UnsafeBuffer(command);
        int template = new MessageHeaderDecoder().wrap(buffer, 0).templateId();
        int at = MessageHeaderDecoder.ENCODED_LENGTH
                + switch (template) {
                    case PlaceHoldDecoder.TEMPLATE_ID -> PlaceHoldDecoder.keyHiEncodingOffset();
                    case ExtendHoldDecoder.TEMPLATE_ID -> ExtendHoldDecoder.keyHiEncodingOffset();
                    case CreateBookingDecoder.TEMPLATE_ID -> CreateBookingDecoder.keyHiEncodingOffset();
                    case BeginPaymentDecoder.TEMPLATE_ID -> BeginPaymentDecoder.keyHiEncodingOffset();
                    case CancelBookingDecoder.TEMPLATE_ID -> CancelBookingDecoder.keyHiEncodingOffset();
                    default -> command.length;
                };
        if (at + 2 * Long.BYTES > command.length) {
            return null;
        }
        long hi = buffer.getLong(at, ByteOrder.LITTLE_ENDIAN);
        long lo = buffer.getLong(at + Long.BYTES, ByteOrder.LITTLE_ENDIAN);
        return hi == 0 && lo == 0 ? null : new Id(hi, lo);
    }
}
