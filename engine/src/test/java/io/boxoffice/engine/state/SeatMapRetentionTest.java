package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.pricing.SeatBlocks;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.SeatMapForgottenDecoder;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Seat maps are forgotten once nothing has used them for the configured time. */
class SeatMapRetentionTest {
    private static final long RETENTION_MS = 5_000;
    private static final long OVER_MS = DefineShowCommand.ENDS_AT_MS;

    private static Scenario forgetting() {
        return aShow("AAAA").withLimits(e -> e.seatMapRetentionMs(RETENTION_MS));
    }

    private static Reply define(Scenario s, long seatMapId) {
        return s.upload(UploadKind.SEAT_MAP, seatMapId, Scenario.HALL, SeatMapCodec.encode(s.map()));
    }

    private static void archive(Scenario s) {
        s.send(Commands.archiveShow(Scenario.SHOW)).accepted();
        s.goOn();
    }

    private static List<Long> forgotten(Scenario s) {
        return s.events().stream()
                .map(UnsafeBuffer::new)
                .filter(event ->
                        new MessageHeaderDecoder().wrap(event, 0).templateId() == SeatMapForgottenDecoder.TEMPLATE_ID)
                .map(event -> new SeatMapForgottenDecoder()
                        .wrapAndApplyHeader(event, 0, new MessageHeaderDecoder())
                        .seatMapId())
                .toList();
    }

    @Test
    void shouldForgetAMapThatNothingHasUsedForItsTimeAndNotOneMillisecondBefore() {
        Scenario s = forgetting().configured().at(100);
        define(s, 5).accepted();
        assertEquals(100 + RETENTION_MS, s.machine.nextDeadlineMs());
        s.at(99 + RETENTION_MS).tick();
        assertNotNull(s.machine.seatMap(5));
        s.at(100 + RETENTION_MS).tick();
        assertNull(s.machine.seatMap(5));
        assertEquals(List.of(5L), forgotten(s));
        assertEquals(Long.MAX_VALUE, s.machine.nextDeadlineMs());
        s.send(new DefineShowCommand(12, 5).encode()).isRejected(RejectReason.UNKNOWN_SEAT_MAP);
    }

    @Test
    void shouldKeepAMapAsLongAsAShowHasIt() {
        Scenario s = forgetting().onSale();
        s.send(new DefineShowCommand(12, Scenario.MAP).encode()).accepted();
        s.at(OVER_MS).tick();
        archive(s);
        s.at(OVER_MS + 2 * RETENTION_MS).tick();
        assertNotNull(s.machine.seatMap(Scenario.MAP));
        assertEquals(Long.MAX_VALUE, s.machine.nextDeadlineMs());
    }

    @Test
    void shouldCountFromWhenItsLastShowWasForgottenAndNotFromWhenThatBegan() {
        Scenario s = forgetting().onSale();
        s.at(OVER_MS).send(Commands.archiveShow(Scenario.SHOW)).accepted();
        assertEquals(Long.MAX_VALUE, s.machine.nextDeadlineMs());
        s.at(OVER_MS + 70).goOn();
        assertEquals(OVER_MS + 70 + RETENTION_MS, s.machine.nextDeadlineMs());
        s.at(OVER_MS + 70 + RETENTION_MS).tick();
        assertEquals(List.of(Scenario.MAP), forgotten(s));
    }

    @Test
    void shouldKeepAMapThatAnUploadForAFormerShowStillNeeds() {
        Scenario s = forgetting().withLimits(e -> e.uploadTtlMs(20_000)).onSale();
        byte[] blocks = new SeatBlocks(4).block(0, 1, 1).encode();
        List<byte[]> upload = Commands.upload(900, UploadKind.SEAT_BLOCKS, Scenario.SHOW, 0, blocks);
        s.at(OVER_MS);
        upload.subList(0, upload.size() - 1).forEach(s::send);
        archive(s);
        s.at(OVER_MS + RETENTION_MS).tick();
        assertNotNull(s.machine.seatMap(Scenario.MAP));
        s.redefine(e -> e.startsAtMs(2 * OVER_MS).endsAtMs(2 * OVER_MS)).accepted();
        s.send(upload.get(upload.size() - 1)).accepted();
        assertTrue(!s.isFree("A-1") && s.isFree("A-3"));
    }

    @Test
    void shouldCountFromWhenTheLastUploadLapsedOrWasBegunAnew() {
        Scenario s = forgetting().withLimits(e -> e.uploadTtlMs(20_000)).onSale();
        s.at(OVER_MS);
        s.send(Commands.beginUpload(900, UploadKind.PRICES, Scenario.SHOW, 0, 10, 0))
                .accepted();
        s.send(Commands.beginUpload(901, UploadKind.PRICES, Scenario.SHOW, 0, 10, 0))
                .accepted();
        archive(s);
        s.at(OVER_MS + 1)
                .send(Commands.beginUpload(901, UploadKind.SEAT_MAP, 6, 0, 10, 0))
                .accepted();
        s.at(OVER_MS + 20_000).tick();
        assertNotNull(s.machine.seatMap(Scenario.MAP));
        s.at(OVER_MS + 20_000 + RETENTION_MS).tick();
        assertEquals(List.of(Scenario.MAP), forgotten(s));
    }

    @Test
    void shouldBeginTheTimeAgainWhenAMapIsDefinedOnceMore() {
        Scenario s = forgetting().configured();
        define(s, 5).accepted();
        s.at(RETENTION_MS - 1);
        define(s, 5).accepted();
        s.upload(UploadKind.SEAT_MAP, 5, 0, SeatMapCodec.encode(s.map())).isRejected(RejectReason.ALREADY_EXISTS);
        s.at(2 * RETENTION_MS - 2).tick();
        assertNotNull(s.machine.seatMap(5));
        s.at(2 * RETENTION_MS - 1).tick();
        assertNull(s.machine.seatMap(5));
    }

    @Test
    void shouldSellOnAMapThatWasForgottenAndDefinedAgain() {
        Scenario s = forgetting().onSale();
        s.at(OVER_MS);
        archive(s);
        s.at(OVER_MS + RETENTION_MS).tick();
        assertEquals(List.of(Scenario.MAP), forgotten(s));
        define(s, Scenario.MAP).accepted();
        s.redefine(e -> e.startsAtMs(2 * OVER_MS).endsAtMs(2 * OVER_MS).onSaleUntilMs(2 * OVER_MS))
                .accepted();
        s.upload(UploadKind.PRICES, Scenario.SHOW, 0, s.prices(1_000).encode()).accepted();
        s.send(Commands.openShow(Scenario.SHOW)).accepted();
        s.customer(7).holds("A-1", "A-2").reservation();
    }

    @Test
    void shouldMakeRoomForOtherMaps() {
        Scenario s = forgetting().withLimits(e -> e.maxSeatMaps(1)).configured();
        define(s, 5).accepted();
        define(s, 6).isRejected(RejectReason.CAPACITY, 1);
        s.at(RETENTION_MS).tick();
        define(s, 6).accepted();
    }

    @Test
    void shouldForgetInOrderOfTimeThenIdAndNoMoreAtOnceThanTheWorkOfACommand() {
        Scenario s =
                forgetting().withLimits(e -> e.workPerCommand(2)).configured().at(1);
        define(s, 9).accepted();
        define(s, 7).accepted();
        define(s, 8).accepted();
        define(s.at(0 + 2), 1).accepted();
        s.at(2 + RETENTION_MS).tick();
        assertEquals(List.of(7L, 8L), forgotten(s));
        assertEquals(1 + RETENTION_MS, s.machine.nextDeadlineMs());
        s.tick();
        assertEquals(List.of(9L, 1L), forgotten(s));
        assertEquals(Long.MAX_VALUE, s.machine.nextDeadlineMs());
    }

    @Test
    void shouldKeepMapsForEverUnlessToldOtherwise() {
        Scenario s = aShow("AAAA").configured();
        define(s, 5).accepted();
        assertEquals(Long.MAX_VALUE, s.machine.nextDeadlineMs());
        s.at(Limits.MAX_DURATION_MS).tick();
        assertNotNull(s.machine.seatMap(5));
    }

    @Test
    void shouldBeginToCountWhenToldToForgetAndStopWhenToldToKeep() {
        Scenario s = aShow("AAAA").configured();
        define(s, 5).accepted();
        s.at(100).configure(e -> e.seatMapRetentionMs(RETENTION_MS)).accepted();
        assertEquals(100 + RETENTION_MS, s.machine.nextDeadlineMs());
        s.at(200).configure(e -> e.seatMapRetentionMs(2 * RETENTION_MS)).accepted();
        assertEquals(100 + 2 * RETENTION_MS, s.machine.nextDeadlineMs());
        s.at(300).configure(e -> e.seatMapRetentionMs(0)).accepted();
        assertEquals(Long.MAX_VALUE, s.machine.nextDeadlineMs());
        s.at(400).configure(e -> e.seatMapRetentionMs(RETENTION_MS)).accepted();
        s.at(400 + RETENTION_MS).tick();
        assertArrayEquals(new long[0], s.machine.seatMapIds());
    }

    @Test
    void shouldRefuseTimesThatMakeNoSense() {
        Scenario s = forgetting().configured();
        s.configure(e -> e.seatMapRetentionMs(-1)).isRejected(RejectReason.MALFORMED);
        s.configure(e -> e.seatMapRetentionMs(Limits.MAX_DURATION_MS + 1)).isRejected(RejectReason.MALFORMED);
        s.configure(e -> e.seatMapRetentionMs(1).behaviourVersion(1)).isRejected(RejectReason.MALFORMED);
        s.configure(e -> e.seatMapRetentionMs(Limits.MAX_DURATION_MS).behaviourVersion(3))
                .accepted();
    }
}
