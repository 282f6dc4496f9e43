package io.boxoffice.simulator;

import static io.boxoffice.simulator.Fault.inCore;
import static io.boxoffice.simulator.Fault.inJournal;
import static io.boxoffice.simulator.Fault.inPayment;

import java.util.List;

/** The deliberate faults of what stands around the booking core: payments and retention. */
final class FaultsOfServices {
    private FaultsOfServices() {}

    static List<Fault> ofTakingPayments() {
        return List.of(
                inPayment(
                        "a provider is called before BeginPayment is durable",
                        "PaymentService.java",
                        "        commands.begin(request).whenComplete((payment, thrown) -> {\n",
                        """
                                String early = keys.attempt(request.reservationId(), 1);
                                provider.authorise(early, 1_500, "EUR", request.method(), request.token());
                                commands.begin(request).whenComplete((payment, thrown) -> {
                        """,
                        20),
                inPayment(
                        "the attempt's number is left out of the provider's key",
                        "PaymentKeys.java",
                        "return prefixOf(reservationId) + reservationId + '-' + attempt;",
                        "return prefixOf(reservationId) + reservationId + \"-1\";",
                        600),
                inPayment(
                        "a provider that does not answer is taken for one that declines",
                        "PaymentService.java",
                        "                leaveToSettlement(timer.nowMs());\n                return;\n",
                        "                finish(closer.declined(payment, DeclineReason.PROVIDER_ERROR));\n"
                                + "                return;\n",
                        900),
                inPayment(
                        "the customer hears of a booking that is not made yet",
                        "AttemptCloser.java",
                        "if (reservation.status() == ReservationStatus.BOOKED) {",
                        "if (reservation.paymentStatus() == PaymentStatus.AUTHORISED) {",
                        150));
    }

    static List<Fault> ofSettlement() {
        return List.of(
                inPayment(
                        "start-up does not ask about open attempts",
                        "SettlementWorker.java",
                        "            rescanNeeded = true;\n            scanAfter = 0;\n",
                        "            nextScanAtMs = timer.nowMs() + config.rescanIntervalMs();\n",
                        40),
                inPayment(
                        "what was left alone for another payment is not come back to",
                        "SettlementWorker.java",
                        "            if (open != null) {\n",
                        "            if (open != null && open.isRefund()) {\n",
                        600),
                inPayment(
                        "a capture without asking whether the seats were given",
                        "SettlementSteps.java",
                        "        if (!confirmed) {\n",
                        "        if (!confirmed && payment.amount() == 0) {\n",
                        300),
                inPayment("a refused capture is taken for one that was made", "SettlementSteps.java", """
                                    if (result == PaymentProvider.Result.DONE) {
                                        return done(retry.insist(() -> commands.captured(payment)));
                        """, """
                                    if (result != null) {
                                        return done(retry.insist(() -> commands.captured(payment)));
                        """, 40),
                inPayment(
                        "a refund is forgotten after a late approval",
                        "SettlementSteps.java",
                        "        return answered(provider.refund(key, refundKey, refund.amount())).thenCompose(result -> {\n",
                        """
                                boolean late = payment.status() == PaymentStatus.REFUND_DUE;
                                return (late
                                        ? CompletableFuture.completedFuture(PaymentProvider.Result.DONE)
                                        : answered(provider.refund(key, refundKey, refund.amount())))
                                        .thenCompose(result -> {
                        """,
                        300),
                inPayment(
                        "an attempt is given up that the provider may still approve",
                        "SettlementSteps.java",
                        "        return voided(payment).thenCompose(result -> {\n",
                        "        return CompletableFuture.completedFuture(PaymentProvider.Result.DONE).thenCompose(result"
                                + " -> {\n",
                        300));
    }

    static List<Fault> ofRetention() {
        return List.of(
                inCore(
                        "retention removes a term that the watermark still needs",
                        "Retention.java",
                        "removeLogsThrough(Math.min(oldest, watermark), ",
                        "removeLogsThrough(oldest, ",
                        150),
                inCore(
                        "retention removes the snapshot that recovery needs",
                        "Retention.java",
                        "good.subList(0, Math.min(snapshotsKept, good.size()))",
                        "good.subList(0, Math.min(1, good.size()))",
                        40),
                inCore(
                        "retention removes what follows the older of the snapshots",
                        "Retention.java",
                        "long oldest = kept.get(kept.size() - 1).sequence();",
                        "long oldest = kept.get(0).sequence();",
                        150),
                inCore(
                        "no snapshot is kept for a database that is behind",
                        "Retention.java",
                        "kept.get(kept.size() - 1).sequence() > watermark) {",
                        "kept.get(kept.size() - 1).sequence() > Long.MAX_VALUE - watermark) {",
                        150),
                inJournal(
                        "records are removed before their time",
                        "recordlog/LogRetention.java",
                        " || start.timeMs() > beforeMs) {",
                        ") {",
                        150),
                inJournal(
                        "records are removed before it is durable where the log begins",
                        "recordlog/KeptFrom.java",
                        "        sync.forceDirectory(logDirectory);\n",
                        "",
                        150));
    }
}
