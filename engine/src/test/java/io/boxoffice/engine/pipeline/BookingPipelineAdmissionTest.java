package io.boxoffice.engine.pipeline;

import static io.boxoffice.engine.pipeline.PipelineFixture.aPipeline;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.engine.pipeline.TestClient.Reply;
import io.boxoffice.protocol.port.CommandJournal.Storage;
import io.boxoffice.protocol.port.CommandPort;
import io.boxoffice.protocol.port.ReplyChannel;
import java.util.List;
import org.junit.jupiter.api.Test;

class BookingPipelineAdmissionTest {
    @Test
    void shouldRefuseClaimsWhenEverySlotIsInUse() {
        try (PipelineFixture fixture = aPipeline().started()) {
            TestClient client = fixture.client("a", 64);
            fixture.occupyBookingThread(client);
            for (int i = 1; i < 16; i++) {
                assertTrue(client.placeHold(i) >= 0);
            }

            assertEquals(CommandPort.RING_FULL, client.placeHold(99));
            assertEquals(CommandPort.RING_FULL, client.getReservation(99));
            assertEquals(2, fixture.pipeline.statistics().refusals(CommandPort.RING_FULL));
            assertEquals(16, client.channel.inFlight());
            fixture.journal.letGo();
            client.awaitReplies(16);
            PipelineFixture.eventually("room again", () -> client.placeHold(100) >= 0);
            client.awaitReplies(17);
        }
    }

    @Test
    void shouldGiveQueriesAtMostAQuarterOfTheRing() {
        try (PipelineFixture fixture = aPipeline().started()) {
            TestClient client = fixture.client("a", 64);
            fixture.occupyBookingThread(client);
            for (int i = 0; i < 4; i++) {
                assertTrue(client.getReservation(i) >= 0);
            }

            assertEquals(CommandPort.QUERIES_FULL, client.getReservation(5));
            assertTrue(client.placeHold(1) >= 0);
            fixture.journal.letGo();
            client.awaitReplies(6);
            for (int i = 0; i < 4; i++) {
                assertTrue(client.getReservation(i) >= 0);
                client.awaitReplies(7 + i);
            }
        }
    }

    @Test
    void shouldRefuseClaimsWhenTheChannelHasNoPlaceForAnotherReply() {
        try (PipelineFixture fixture = aPipeline().started()) {
            TestClient client = fixture.client("a", 2);
            TestClient other = fixture.client("b", 2);
            client.placeHold(1);
            client.placeHold(2);
            PipelineFixture.eventually("answered", () -> fixture.shows.sequence() == 2);

            assertEquals(CommandPort.REPLIES_FULL, client.placeHold(3));
            assertTrue(other.placeHold(3) >= 0);
            client.awaitReplies(2);
            assertTrue(client.placeHold(4) >= 0);
            client.awaitReplies(3);
        }
    }

    @Test
    void shouldReturnSlotQueryShareAndPlaceWhenAClaimIsAbandoned() {
        try (PipelineFixture fixture = aPipeline().started()) {
            ReplyChannel channel = fixture.pipeline.openReplies("a", 1, () -> {});
            for (int i = 0; i < 100; i++) {
                PipelineFixture.eventually("claim", () -> {
                    long claim = fixture.pipeline.tryClaim(channel, true);
                    if (claim >= 0) {
                        fixture.pipeline.abandon(claim);
                    }
                    return claim >= 0;
                });
            }

            assertEquals(0, channel.inFlight());
            assertEquals(List.of(), fixture.trace.entries());
        }
    }

    @Test
    void shouldGiveUpTheClaimOfAMessageOfImpossibleLength() {
        try (PipelineFixture fixture = aPipeline().started()) {
            TestClient client = fixture.client("a", 1);
            long claim = fixture.pipeline.tryClaim(client.channel, false);
            assertThrows(IllegalArgumentException.class, () -> fixture.pipeline.publish(claim, 1025, 0));
            long second = fixture.pipeline.tryClaim(client.channel, false);
            assertThrows(IllegalArgumentException.class, () -> fixture.pipeline.publish(second, 7, 0));

            client.placeHold(1);
            assertEquals(1, client.awaitReplies(1).get(0).sequence());
        }
    }

    @Test
    void shouldGiveUpTheClaimOfAMessageThatIsNotWhatWasClaimed() {
        try (PipelineFixture fixture = aPipeline().started()) {
            TestClient client = fixture.client("a", 1);
            Messages messages = new Messages();
            long command = fixture.pipeline.tryClaim(client.channel, false);
            int queryLength = messages.getReservation(fixture.pipeline.slot(command), 1);
            assertThrows(IllegalArgumentException.class, () -> fixture.pipeline.publish(command, queryLength, 0));
            long query = fixture.pipeline.tryClaim(client.channel, true);
            int commandLength = messages.placeHold(fixture.pipeline.slot(query), 1);
            assertThrows(IllegalArgumentException.class, () -> fixture.pipeline.publish(query, commandLength, 0));
            long reply = fixture.pipeline.tryClaim(client.channel, false);
            fixture.pipeline.slot(reply).putBytes(0, new OwnMessages().storageLow, 0, 8);
            assertThrows(IllegalArgumentException.class, () -> fixture.pipeline.publish(reply, 8, 0));

            client.placeHold(1);
            assertEquals(1, client.awaitReplies(1).get(0).sequence());
        }
    }

    @Test
    void shouldRejectOnlyNewHoldsWithoutJournalingThemWhenStorageIsLow() {
        try (PipelineFixture fixture = aPipeline().started()) {
            fixture.journal.storage = Storage.LOW;
            TestClient client = fixture.client("a", 8);
            fixture.occupyBookingThread(client);
            client.placeHold(1);
            client.releaseHold(1);
            client.getReservation(1);
            fixture.journal.letGo();

            assertEquals(
                    List.of(
                            new Reply(0, 1, null),
                            new Reply(1, -1, "STORAGE_LOW"),
                            new Reply(2, 2, null),
                            new Reply(3, 2, null)),
                    client.awaitReplies(4));
            assertEquals(2, fixture.journal.durable().size());
            assertEquals(1, fixture.pipeline.statistics().storageRefusals());
        }
    }

    @Test
    void shouldRejectEveryCommandButAnswerQueriesWhenStorageIsExhausted() {
        try (PipelineFixture fixture = aPipeline()) {
            fixture.journal.storage = Storage.EXHAUSTED;
            fixture.state.deadlines.add(1L);
            fixture.state.pendingWork = 1;
            fixture.started();
            TestClient client = fixture.client("a", 8);
            client.releaseHold(1);
            client.getReservation(1);

            assertEquals(List.of(new Reply(0, -1, "STORAGE_LOW"), new Reply(1, 0, null)), client.awaitReplies(2));
            assertEquals(List.of(), fixture.journal.durable());

            fixture.journal.storage = Storage.AMPLE;
            fixture.time.advanceMs(500);
            PipelineFixture.eventually(
                    "tick and continue", () -> fixture.journal.durable().size() == 2);
        }
    }

    @Test
    void shouldLimitReplyChannelsAndTheirPlaces() {
        try (PipelineFixture fixture = aPipeline()) {
            assertThrows(IllegalArgumentException.class, () -> fixture.pipeline.openReplies("x", 65, () -> {}));
            assertThrows(IllegalArgumentException.class, () -> fixture.pipeline.openReplies("x", 0, () -> {}));
            for (int i = 0; i < 8; i++) {
                fixture.pipeline.openReplies("c" + i, 1, () -> {});
            }
            assertThrows(IllegalStateException.class, () -> fixture.pipeline.openReplies("x", 1, () -> {}));
        }
    }

    @Test
    void shouldTakeNoClaimsBeforeItIsStarted() {
        try (PipelineFixture fixture = aPipeline()) {
            assertEquals(CommandPort.STOPPED, fixture.client("a", 1).placeHold(1));
        }
    }
}
