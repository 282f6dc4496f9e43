package io.boxoffice.simulator;

import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.engine.state.RandomCommands;
import io.boxoffice.engine.state.StateMachine;
import io.boxoffice.journal.snapshot.SnapshotHeader;
import io.boxoffice.journal.snapshot.SnapshotStore;
import io.boxoffice.journal.snapshot.SnapshotWriter;
import io.boxoffice.protocol.port.EventFeed;
import io.boxoffice.protocol.port.SalesEvents;
import io.boxoffice.protocol.sbe.DefineShowDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.ReservationEventDecoder;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ShowEventDecoder;
import io.boxoffice.protocol.sbe.ShowEventType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A random season of the state machine: its events, and snapshots of some of its states as files. Shows are given random ids, never
 * one that an archived show had: its seats would be sold twice in tables that keep what was sold.
 */
final class RecordedSeason {
    static final long JOURNAL_ID = 0x5EA5_0000L;

    private record Event(long sequence, int ordinal, long timeMs, byte[] bytes) {}

    private final List<Event> events = new ArrayList<>();
    private final int commands;

    /**
     * Plays it.
     *
     * @param snapshotsAt the commands after which a snapshot is written below {@code data}
     */
    RecordedSeason(long seed, int commands, Path data, NavigableSet<Long> snapshotsAt) {
        this.commands = commands;
        RandomCommands random = new RandomCommands(seed, true);
        BookingStateMachine machine = new BookingStateMachine();
        Hearing hearing = new Hearing();
        long nowMs = 1_000;
        for (long sequence = 1; sequence <= commands; sequence++) {
            nowMs += random.delayMs(nowMs, machine.nextDeadlineMs());
            byte[] command = random.next();
            while (hearing.isOfArchivedShow(command)) {
                command = random.next();
            }
            hearing.begin(sequence, nowMs);
            machine.apply(sequence, nowMs, new UnsafeBuffer(command), 0, command.length, hearing);
            random.observe(hearing.reply);
            if (snapshotsAt.contains(sequence)) {
                write(machine, hearing.lastEventSequence, data);
            }
        }
    }

    private static void write(BookingStateMachine machine, long lastEventSequence, Path data) {
        SnapshotHeader header = new SnapshotHeader(
                MessageHeaderEncoder.SCHEMA_VERSION,
                machine.behaviourVersion(),
                JOURNAL_ID,
                machine.lastSequence(),
                machine.lastTimeMs(),
                machine.stateHash(),
                lastEventSequence);
        try (SnapshotWriter writer = new SnapshotStore(data).create(header)) {
            machine.writeSnapshot(writer::write);
            writer.finish();
            writer.commit();
        }
    }

    int commands() {
        return commands;
    }

    /**
     * Scans that leave no row, of tickets of holds that came to nothing yet, as {@link RebuiltScans#brief} has them.
     *
     * @param through the last command to look at
     */
    List<String> scansOfHolds(long through) {
        List<String> scans = new ArrayList<>();
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        ReservationEventDecoder event = new ReservationEventDecoder();
        for (Event one : events) {
            UnsafeBuffer buffer = new UnsafeBuffer(one.bytes);
            if (one.sequence <= through && header.wrap(buffer, 0).templateId() == ReservationEventDecoder.TEMPLATE_ID) {
                event.wrapAndApplyHeader(buffer, 0, header);
                if (event.step() == ReservationEventType.CHECKED_IN_INVALID && !SalesEvents.isWritten(event)) {
                    long device = event.deviceId();
                    int gate = event.gate();
                    String ticket =
                            event.reservationId() + "." + event.units().next().ordinal();
                    scans.add(RebuiltScans.brief(ticket, "checked_in_invalid", device, gate));
                }
            }
        }
        return scans;
    }

    /** What a log shows that begins after one command and has come to another. */
    EventFeed.Source log(long keptAfter, long through) {
        return new EventFeed.Source() {
            @Override
            public EventFeed openAfter(long sequence) {
                if (sequence < keptAfter) {
                    throw new IllegalStateException("events after " + sequence + " are no longer kept");
                }
                return new Feed(sequence, through);
            }

            @Override
            public long keptAfter() {
                return keptAfter;
            }
        };
    }

    private final class Feed implements EventFeed {
        private final long through;
        private int next;

        Feed(long after, long through) {
            this.through = through;
            while (next < events.size() && events.get(next).sequence <= after) {
                next++;
            }
        }

        @Override
        public int poll(Handler handler, int limit) {
            int handed = 0;
            while (next < events.size() && events.get(next).sequence <= through) {
                Event event = events.get(next);
                if (handed >= limit && event.ordinal == 0) {
                    break;
                }
                UnsafeBuffer buffer = new UnsafeBuffer(event.bytes);
                handler.onEvent(event.sequence, event.ordinal, event.timeMs, buffer, 0, event.bytes.length);
                handed++;
                next++;
            }
            return handed;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private final class Hearing implements StateMachine.Output {
        private long sequence;
        private long timeMs;
        private int ordinal;
        private long lastEventSequence;
        private final Set<Long> archivedShows = new HashSet<>();
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private byte[] reply;

        void begin(long newSequence, long newTimeMs) {
            sequence = newSequence;
            timeMs = newTimeMs;
            ordinal = 0;
        }

        @Override
        public void onReply(DirectBuffer buffer, int offset, int length) {
            reply = Oracle.copy(buffer, offset, length);
        }

        @Override
        public void onEvent(DirectBuffer buffer, int offset, int length) {
            events.add(new Event(sequence, ordinal++, timeMs, Oracle.copy(buffer, offset, length)));
            lastEventSequence = sequence;
            if (header.wrap(buffer, offset).templateId() == ShowEventDecoder.TEMPLATE_ID) {
                ShowEventDecoder show = new ShowEventDecoder().wrapAndApplyHeader(buffer, offset, header);
                if (show.step() == ShowEventType.ARCHIVED) {
                    archivedShows.add(show.showId());
                }
            }
        }

        /** Whether a command would define a show again that is archived. */
        boolean isOfArchivedShow(byte[] command) {
            UnsafeBuffer buffer = new UnsafeBuffer(command);
            int end = MessageHeaderDecoder.ENCODED_LENGTH + DefineShowDecoder.showIdEncodingOffset() + Long.BYTES;
            return command.length >= end
                    && header.wrap(buffer, 0).templateId() == DefineShowDecoder.TEMPLATE_ID
                    && archivedShows.contains(new DefineShowDecoder()
                            .wrapAndApplyHeader(buffer, 0, header)
                            .showId());
        }
    }
}
