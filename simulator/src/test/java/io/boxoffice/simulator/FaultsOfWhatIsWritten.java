package io.boxoffice.simulator;

import static io.boxoffice.simulator.Fault.inProtocol;
import static io.boxoffice.simulator.Fault.inWriter;

import java.util.List;

/** The deliberate faults of what PostgreSQL gets, and of how the writer passes over the rest. */
final class FaultsOfWhatIsWritten {
    private static final String RULE = "                if (SalesEvents.isWritten(event)) {\n";

    private FaultsOfWhatIsWritten() {}

    static List<Fault> all() {
        return List.of(
                inWriter(
                        "what is written: a hold of which nothing came yet, too",
                        "EventBatch.java",
                        RULE,
                        "                if (SalesEvents.isWritten(event)\n"
                                + "                        || event.step() == ReservationEventType.HOLD_PLACED) {\n",
                        20),
                inWriter(
                        "what is written: not a booking that was cancelled",
                        "EventBatch.java",
                        RULE,
                        "                if (SalesEvents.isWritten(event) && event.status() != ReservationStatus.CANCELLED) {\n",
                        60),
                inWriter(
                        "what is written: not a declined payment",
                        "EventBatch.java",
                        RULE,
                        "                if (SalesEvents.isWritten(event)"
                                + " && event.paymentStatus() != PaymentStatus.DECLINED) {\n",
                        60),
                inProtocol(
                        "what is written: not a booking that costs nothing",
                        "port/SalesEvents.java",
                        "                || status == ReservationStatus.BOOKED\n",
                        "",
                        60),
                inProtocol(
                        "what is written: only what was paid",
                        "port/SalesEvents.java",
                        "paymentStatus != PaymentStatus.NONE\n",
                        "paymentStatus.value() > PaymentStatus.DECLINED.value()\n",
                        60),
                inWriter(
                        "the watermark moves beyond the events that were read",
                        "WriterLoop.java",
                        "            keepInTouch(passedThrough, false);\n",
                        "            keepInTouch(Math.max(visible, passedThrough), true);\n",
                        150),
                inWriter(
                        "a batch that begins with a hold is passed over",
                        "WriterLoop.java",
                        "        if (batch.written() == 0) {\n",
                        "        if (batch.written() < batch.events()) {\n",
                        20),
                inWriter(
                        "a rebuild makes rows of holds",
                        "SalesRebuild.java",
                        "            if (SalesEvents.isWritten(reservation.status(), reservation.paymentStatus())) {\n",
                        "            if (reservation != null) {\n",
                        60));
    }
}
