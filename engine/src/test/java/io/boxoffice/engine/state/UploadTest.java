package io.boxoffice.engine.state;

import static io.boxoffice.engine.state.Scenario.aShow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.boxoffice.protocol.sbe.UploadKind;
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
}
