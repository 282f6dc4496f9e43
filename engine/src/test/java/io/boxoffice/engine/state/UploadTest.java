package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.protocol.pricing.SeatBlocks;
import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.ReservationStatus;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
import io.boxoffice.protocol.upload.UploadRecords;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Seat maps, prices and blocks: in parts, and as a whole or not at all. */
class UploadTest {

    @Test
    void shouldHashWhatWasUploadedSoFar() {
        Scenario one = aShow("AAAA").drafted();
        Scenario other = aShow("AAAA").drafted();
        byte[] announced = one.prices(1000).encode();
        one.send(Commands.upload(99, UploadKind.PRICES, Scenario.SHOW, 0, announced)
                .get(0));
        other.send(Commands.upload(99, UploadKind.PRICES, Scenario.SHOW, 0, announced)
                .get(0));
        assertEquals(one.machine.stateHash(), other.machine.stateHash());
        one.send(Commands.uploadPart(99, announced, 0, announced.length)).accepted();
        other.send(Commands.uploadPart(99, other.prices(2000).encode(), 0, announced.length))
                .accepted();
        assertNotEquals(one.machine.stateHash(), other.machine.stateHash());
    }

    @Test
    void shouldRefusePricesThatWereBegunForAnEarlierShowOfTheSameId() {
        Scenario s = aShow("AAAA").drafted();
        byte[] prices = s.prices(1000).encode();
        List<byte[]> upload = Commands.upload(99, UploadKind.PRICES, Scenario.SHOW, 0, prices);
        s.send(upload.get(0)).accepted();
        s.send(upload.get(1)).accepted();
        s.send(Commands.archiveShow(Scenario.SHOW)).accepted();
        s.goOn().accepted();
        SeatMap larger = Hall.of(List.of("AAAAAAAA"));
        s.upload(UploadKind.SEAT_MAP, 22, Scenario.HALL, SeatMapCodec.encode(larger))
                .accepted();
        s.send(new DefineShowCommand(Scenario.SHOW, 22).encode()).accepted();
        s.send(upload.get(2)).isRejected(RejectReason.UPLOAD_MISMATCH);
    }

    @Test
    void shouldForgetAnUploadAtTheDeadlineOfItsLastPart() {
        Scenario s = aShow("AAAA").drafted();
        List<byte[]> upload = Commands.upload(
                99, UploadKind.PRICES, Scenario.SHOW, 0, s.prices(1000).encode());
        s.send(upload.get(0)).accepted();
        s.at(59_999).send(upload.get(1)).accepted();
        s.at(59_999 + 60_000).send(upload.get(2)).isRejected(RejectReason.UNKNOWN_UPLOAD);
    }

    @Test
    void shouldTakeAnUploadUntilItsDeadline() {
        Scenario s = aShow("AAAA").drafted();
        List<byte[]> upload = Commands.upload(
                99, UploadKind.PRICES, Scenario.SHOW, 0, s.prices(1000).encode());
        s.send(upload.get(0)).accepted();
        s.at(59_999).send(upload.get(1)).accepted();
        s.at(59_999 + 59_999).send(upload.get(2)).accepted();
    }

    @Test
    void shouldDefineASeatMapOnce() {
        Scenario s = aShow("AAAA").configured();
        byte[] map = SeatMapCodec.encode(s.map());
        s.upload(UploadKind.SEAT_MAP, 5, 6, map).accepted();
        assertEquals(1, s.events().size());
        assertEquals(4, s.machine.seatMap(5).seatCount());
        s.upload(UploadKind.SEAT_MAP, 5, 6, map).accepted();
        assertTrue(s.events().isEmpty());
        s.upload(UploadKind.SEAT_MAP, 5, 7, map).isRejected(RejectReason.ALREADY_EXISTS);
        byte[] other = SeatMapCodec.encode(Hall.of(List.of("AAA")));
        s.upload(UploadKind.SEAT_MAP, 5, 6, other).isRejected(RejectReason.ALREADY_EXISTS);
    }

    @Test
    void shouldTakeAMapOfAHundredThousandSeats() {
        String[] rows = new String[500];
        Arrays.fill(rows, "A".repeat(200));
        Scenario s = aShow(rows).withoutModel().onSale();
        assertEquals(100_000, s.machine.seatMap(Scenario.MAP).seatCount());
        s.customer(7).holdsBest(48).is(ReservationStatus.HELD);
    }

    @Test
    void shouldShowNothingBeforeTheCommit() {
        Scenario s = aShow("AAAA").drafted();
        List<byte[]> upload = Commands.upload(
                99, UploadKind.PRICES, Scenario.SHOW, 0, s.prices(1000).encode());
        upload.subList(0, upload.size() - 1).forEach(c -> s.send(c).accepted());
        assertEquals(null, s.machine.prices(Scenario.SHOW));
        s.send(upload.get(upload.size() - 1)).accepted();
        assertEquals(1000, s.machine.prices(Scenario.SHOW).seatPrice(0));
    }

    @Test
    void shouldRejectGapsOverlapsWrongLengthsAndChecksums() {
        Scenario s = aShow("AAAA").drafted();
        byte[] content = s.prices(1000, 2000).encode();
        int crc = UploadRecords.crc32c(content);
        byte[] begin = Commands.beginUpload(9, UploadKind.PRICES, Scenario.SHOW, 0, content.length, crc);
        s.send(begin).accepted();
        s.send(Commands.uploadPart(9, content, 11, 5)).isRejected(RejectReason.UPLOAD_MISMATCH);
        s.send(Commands.commitUpload(9)).isRejected(RejectReason.UNKNOWN_UPLOAD);
        s.send(begin).accepted();
        s.send(Commands.uploadPart(9, content, 0, 0)).isRejected(RejectReason.UPLOAD_MISMATCH);
        s.send(begin).accepted();
        s.send(Commands.commitUpload(9)).isRejected(RejectReason.UPLOAD_MISMATCH);
        s.send(Commands.beginUpload(9, UploadKind.PRICES, Scenario.SHOW, 0, content.length - 1, crc))
                .accepted();
        s.send(Commands.uploadPart(9, content, 0, content.length)).isRejected(RejectReason.UPLOAD_MISMATCH);
        s.send(Commands.beginUpload(9, UploadKind.PRICES, Scenario.SHOW, 0, content.length, crc + 1))
                .accepted();
        s.send(Commands.uploadPart(9, content, 0, content.length)).accepted();
        s.send(Commands.commitUpload(9)).isRejected(RejectReason.UPLOAD_MISMATCH);
    }

    @Test
    void shouldRejectBadContent() {
        Scenario s = aShow("AAAA").drafted();
        byte[] forOtherHall = Hall.priced(Hall.of(List.of("AAAAAAAA")), 10).encode();
        s.upload(UploadKind.PRICES, Scenario.SHOW, 0, forOtherHall).isRejected(RejectReason.UNKNOWN_UPLOAD);
        byte[] forSmallerHall = Hall.priced(Hall.of(List.of("AA")), 10).encode();
        s.upload(UploadKind.PRICES, Scenario.SHOW, 0, forSmallerHall).isRejected(RejectReason.UPLOAD_MISMATCH);
        s.upload(UploadKind.SEAT_MAP, 5, 6, new byte[] {1, 0, 77}).isRejected(RejectReason.UNKNOWN_UPLOAD);
        byte[] blocks = new SeatBlocks(8).block(7, 7, 1).encode();
        s.upload(UploadKind.SEAT_BLOCKS, Scenario.SHOW, 0, blocks).isRejected(RejectReason.UNKNOWN_UPLOAD);
    }

    @Test
    void shouldBeginAnUploadAfresh() {
        Scenario s = aShow("AAAA").drafted();
        List<byte[]> upload = Commands.upload(
                99, UploadKind.PRICES, Scenario.SHOW, 0, s.prices(1000).encode());
        s.send(upload.get(0)).accepted();
        s.send(upload.get(1)).accepted();
        upload.forEach(c -> s.send(c).accepted());
    }

    @Test
    void shouldKeepTheBoundsOfUploads() {
        Scenario s = aShow("AAAA")
                .withLimits(e -> e.maxUploads(1).maxSeatMaps(1).maxSeatsPerMap(4))
                .drafted();
        s.send(Commands.beginUpload(7, UploadKind.PRICES, 99, 0, 10, 0)).isRejected(RejectReason.UNKNOWN_SHOW);
        s.send(Commands.beginUpload(7, UploadKind.NULL_VAL, 99, 0, 10, 0)).isRejected(RejectReason.MALFORMED);
        s.send(Commands.beginUpload(7, UploadKind.SEAT_MAP, 5, 0, 641, 0)).isRejected(RejectReason.LIMIT_EXCEEDED, 640);
        byte[] small = SeatMapCodec.encode(Hall.of(List.of("AAA")));
        s.upload(UploadKind.SEAT_MAP, 5, 6, small).isRejected(RejectReason.CAPACITY, 1);
        byte[] large = SeatMapCodec.encode(Hall.of(List.of("AAAAA")));
        List<byte[]> upload = Commands.upload(8, UploadKind.SEAT_MAP, 5, 6, large);
        s.send(upload.get(0)).accepted();
        s.send(Commands.beginUpload(9, UploadKind.SEAT_MAP, 5, 0, 10, 0)).isRejected(RejectReason.CAPACITY, 1);
        s.send(upload.get(1)).isRejected(RejectReason.LIMIT_EXCEEDED, 4);
    }

    @Test
    void shouldMakeRoomForUploadsByATick() {
        Scenario s = aShow("AAAA").withLimits(e -> e.maxUploads(1)).drafted();
        s.send(Commands.beginUpload(7, UploadKind.SEAT_MAP, 5, 0, 10, 0)).accepted();
        assertEquals(60_000, s.machine.nextDeadlineMs());
        s.at(60_000).tick();
        assertEquals(Long.MAX_VALUE, s.machine.nextDeadlineMs());
        s.send(Commands.beginUpload(8, UploadKind.SEAT_MAP, 5, 0, 10, 0)).accepted();
    }
}
