package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.boxoffice.engine.state.naive.OldSchema;
import io.boxoffice.protocol.sbe.ConfigureDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A message is judged by the version of the schema that its header names: by what that version had, and nothing else. */
class SchemaVersionsTest {
    private static final int NEWEST = 3;
    private static final int BLOCK_LENGTH_OFFSET = 0;
    private static final int VERSION_OFFSET = 6;
    private static final long RETENTION_MS = 5_000;

    private static byte[] with(byte[] message, int offset, int value) {
        byte[] changed = message.clone();
        new UnsafeBuffer(changed).putShort(offset, (short) value, ByteOrder.LITTLE_ENDIAN);
        return changed;
    }

    private static MessageHeaderDecoder header(byte[] message) {
        return new MessageHeaderDecoder().wrap(new UnsafeBuffer(message), 0);
    }

    @Test
    void shouldWriteTheNewestVersion() {
        byte[] command = new ConfigureCommand().encode();
        assertEquals(NEWEST, MessageHeaderDecoder.SCHEMA_VERSION);
        assertEquals(NEWEST, header(command).version());
        assertEquals(
                ConfigureCommand.VERSION_1_BLOCK_LENGTH + 4 * Long.BYTES,
                header(command).blockLength());
    }

    @Test
    void shouldReadAConfigureOfVersion1AsOneThatKeepsSeatMapsForEver() {
        byte[] old = new ConfigureCommand().encodeAsVersion1();
        assertEquals(1, header(old).version());
        assertEquals(8 + ConfigureCommand.VERSION_1_BLOCK_LENGTH, old.length);
        Scenario of1 = aShow("AAAA").withLimits(e -> e.behaviourVersion(1)).at(10);
        of1.configured();
        of1.send(old).accepted();
        Scenario of2 = aShow("AAAA").withLimits(e -> e.behaviourVersion(1)).at(10);
        of2.configured();
        of2.send(new ConfigureCommand().with(e -> e.behaviourVersion(1)).encode())
                .accepted();
        assertEquals(of2.machine.stateHash(), of1.machine.stateHash());
        assertEquals(0, of1.machine.state().limits.seatMapRetentionMs);
        of1.upload(UploadKind.SEAT_MAP, 5, 3, SeatMapCodec.encode(of1.map())).accepted();
        of1.at(Limits.MAX_DURATION_MS).tick();
        assertNotNull(of1.machine.seatMap(5));
    }

    @Test
    void shouldStopForgettingSeatMapsWhenAConfigureOfVersion1SaysNothingOfIt() {
        Scenario s = aShow("AAAA")
                .withLimits(e -> e.seatMapRetentionMs(RETENTION_MS).behaviourVersion(2))
                .configured();
        s.upload(UploadKind.SEAT_MAP, 5, 3, SeatMapCodec.encode(s.map())).accepted();
        assertEquals(RETENTION_MS, s.machine.nextDeadlineMs());
        s.send(new ConfigureCommand().encodeAsVersion1()).accepted();
        assertEquals(Long.MAX_VALUE, s.machine.nextDeadlineMs());
    }

    @Test
    void shouldReadNoFieldThatTheVersionDidNotHave() {
        byte[] newer = new ConfigureCommand()
                .with(e -> e.seatMapRetentionMs(RETENTION_MS))
                .encode();
        Scenario s = aShow("AAAA").configured();
        s.send(newer).accepted();
        assertEquals(RETENTION_MS, s.machine.state().limits.seatMapRetentionMs);
        s.send(with(newer, VERSION_OFFSET, 1)).isRejected(RejectReason.MALFORMED);
        Scenario old = aShow("AAAA").withLimits(e -> e.behaviourVersion(1));
        old.configured();
        byte[] of1 = new ConfigureCommand()
                .with(e -> e.seatMapRetentionMs(RETENTION_MS).behaviourVersion(1))
                .encode();
        old.send(with(of1, VERSION_OFFSET, 1)).accepted();
        assertEquals(0, old.machine.state().limits.seatMapRetentionMs);
    }

    @Test
    void shouldRefuseABlockThatIsShorterThanItsVersionHas() {
        Scenario s = aShow("AAAA").configured();
        byte[] old = new ConfigureCommand().encodeAsVersion1();
        int oldLength = header(old).blockLength();
        s.send(with(old, BLOCK_LENGTH_OFFSET, oldLength - 1)).isRejected(RejectReason.MALFORMED);
        s.send(with(old, VERSION_OFFSET, NEWEST)).isRejected(RejectReason.MALFORMED);
        s.send(with(old, VERSION_OFFSET, NEWEST + 1)).isRejected(RejectReason.MALFORMED);
        byte[] now = new ConfigureCommand().encode();
        s.send(with(now, BLOCK_LENGTH_OFFSET, oldLength)).isRejected(RejectReason.MALFORMED);
        s.send(with(now, BLOCK_LENGTH_OFFSET, header(now).blockLength() - 1)).isRejected(RejectReason.MALFORMED);
    }

    @Test
    void shouldTakeEachCommandOfEachVersionAndNoneWithAShorterBlock() {
        TreeMap<Integer, byte[]> commands = new TreeMap<>();
        RandomCommands random = new RandomCommands(5);
        for (int i = 0; i < 20_000; i++) {
            byte[] command = random.next();
            if (command.length >= 8 && header(command).version() == NEWEST) {
                commands.putIfAbsent(header(command).templateId(), command);
            }
        }
        commands.remove(ConfigureDecoder.TEMPLATE_ID);
        commands.keySet().removeIf(template -> template < 1 || template > 25);
        assertEquals(24, commands.size(), () -> "" + commands.keySet());
        commands.forEach((template, command) -> {
            CommandDecoders decode = new CommandDecoders();
            for (int version = 1; version <= NEWEST + 1; version++) {
                byte[] other = version < NEWEST
                        ? OldSchema.asVersion(command, version)
                        : with(command, VERSION_OFFSET, version);
                assertEquals(true, decode.wrap(new UnsafeBuffer(other), 0, other.length), "template " + template);
                int blockLength = header(other).blockLength();
                if (blockLength > 0) {
                    byte[] shorter = with(other, BLOCK_LENGTH_OFFSET, blockLength - 1);
                    assertEquals(false, decode.wrap(new UnsafeBuffer(shorter), 0, shorter.length), "" + template);
                }
            }
        });
    }

    @Test
    void shouldReadWhatALaterVersionAddsToTheEndAsFarAsItIsKnown() {
        byte[] now = new ConfigureCommand()
                .with(e -> e.seatMapRetentionMs(RETENTION_MS))
                .encode();
        byte[] later = Arrays.copyOf(now, now.length + 16);
        later = with(
                with(later, VERSION_OFFSET, NEWEST + 1),
                BLOCK_LENGTH_OFFSET,
                header(now).blockLength() + 16);
        Scenario s = aShow("AAAA").configured();
        s.send(later).accepted();
        assertEquals(RETENTION_MS, s.machine.state().limits.seatMapRetentionMs);
    }
}
