package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.sbe.ConfigureDecoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * Bytes that are no command: whatever comes is answered once and changes nothing. More of them with
 * {@code mvn test -pl engine -am -Dtest=MalformedBytesTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dboxoffice.fuzz.inputs=1000000}.
 */
class MalformedBytesTest {

    @Test
    void shouldRejectWhatIsLongerThanASlot() {
        Scenario s = aShow("AAAA").onSale();
        byte[] bytes = Arrays.copyOf(s.customer(7).wants().seats(0).encode(), 5_000);
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        buffer.putShort(56, (short) -1, ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(58, (short) 48, ByteOrder.LITTLE_ENDIAN);
        s.send(bytes).isRejected(RejectReason.MALFORMED);
    }

    private static final int INPUTS = Integer.getInteger("boxoffice.fuzz.inputs", 10_000);

    /** A command without bytes is refused and, like any refusal, moves only sequence and time. */
    private static final byte[] NOTHING = {};

    private static Scenario aBusyShow() {
        Scenario s =
                aShow("AAAAAAAA", "AAaAAAAA").withArea("pit", 9).withoutModel().onSale();
        s.booked(7, "A-1", "A-2");
        s.paying(s.customer(8).holds("A-4"));
        s.customer(9).holdsPlaces(0, 3);
        return s;
    }

    @Test
    void shouldRejectRandomBytesAndStayAsItIs() {
        Random random = new Random(1);
        Scenario s = aBusyShow();
        Scenario untouched = aBusyShow();
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            s.send(bytes).isRejected(RejectReason.MALFORMED);
            assertTrue(s.events().isEmpty());
            untouched.send(NOTHING).isRejected(RejectReason.MALFORMED);
        }
        assertEquals(untouched.machine.stateHash(), s.machine.stateHash());
    }

    @Test
    void shouldRejectEveryCommandThatIsCutShort() {
        RandomCommands commands = new RandomCommands(3);
        Scenario s = aBusyShow();
        Scenario untouched = aBusyShow();
        for (int i = 0; i < 2_000; i++) {
            byte[] command = commands.next();
            for (int length = command.length - 1; length >= 0; length -= 1 + command.length / 8) {
                s.send(Arrays.copyOf(command, length)).isRejected(RejectReason.MALFORMED);
                untouched.send(NOTHING);
            }
        }
        assertEquals(untouched.machine.stateHash(), s.machine.stateHash());
    }

    @Test
    void shouldAnswerFlippedBitsAsTheModelDoes() {
        Random random = new Random(2);
        for (int seed = 1; seed <= 5; seed++) {
            RandomCommands commands = new RandomCommands(seed);
            Scenario s = aShow("AAAA").configured();
            for (int i = 0; i < INPUTS / 5; i++) {
                byte[] command = commands.next();
                for (int flips = random.nextInt(4); flips > 0 && command.length > 8; flips--) {
                    command[random.nextInt(command.length)] ^= (byte) (1 << random.nextInt(8));
                }
                if (command.length < 10 || command[2] != ConfigureDecoder.TEMPLATE_ID) {
                    commands.observe(s.send(command).bytes());
                }
            }
        }
    }

    @Test
    void shouldRejectAnythingRandomBehindAValidHeader() {
        Random random = new Random(4);
        Scenario s = aShow("AAAAAAAA").withArea("pit", 9).onSale();
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = new byte[8 + random.nextInt(120)];
            random.nextBytes(bytes);
            UnsafeBuffer buffer = new UnsafeBuffer(bytes);
            buffer.putShort(0, (short) random.nextInt(70), ByteOrder.LITTLE_ENDIAN);
            buffer.putShort(2, (short) (2 + random.nextInt(30)), ByteOrder.LITTLE_ENDIAN);
            buffer.putShort(4, (short) 1, ByteOrder.LITTLE_ENDIAN);
            s.send(bytes);
        }
    }

    @Test
    void shouldReadNothingOutsideTheCommandsBytes() {
        Scenario s = aShow("AAAA").onSale();
        byte[] command = s.customer(7).wants().seats(1).encode();
        byte[] among = new byte[command.length + 40];
        Arrays.fill(among, (byte) 0xFF);
        System.arraycopy(command, 0, among, 20, command.length);
        s.send(among, 20, command.length).is(ReservationStatus.HELD);
        s.send(among, 20, command.length - 1).isRejected(RejectReason.MALFORMED);
    }

    @Test
    void shouldTakeNoQueryForACommandAndNoCommandForAQuery() {
        Scenario s = aShow("AAAA").onSale();
        s.send(Commands.getReservation(1, 0)).isRejected(RejectReason.MALFORMED);
        s.ask(Commands.tick()).isRejected(RejectReason.MALFORMED);
        s.ask(new byte[3]).isRejected(RejectReason.MALFORMED);
    }

    @Test
    void shouldRefuseABookingWithoutAReference() {
        Scenario s = Scenario.aShow("AAAA").onSale();
        Reply hold = s.customer(7).holds("A-1");
        for (long reference : new long[] {0, -1, Long.MIN_VALUE}) {
            s.send(Commands.createBooking(hold.id(), 7, reference, Commands.Key.NONE))
                    .isRejected(RejectReason.MALFORMED);
        }
    }
}
