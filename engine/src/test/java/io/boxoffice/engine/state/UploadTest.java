package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.boxoffice.protocol.sbe.RejectReason;
import io.boxoffice.protocol.sbe.UploadKind;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.protocol.seatmap.SeatMapCodec;
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
}
