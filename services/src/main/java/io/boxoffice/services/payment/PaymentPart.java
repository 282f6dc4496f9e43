package io.boxoffice.services.payment;

import io.boxoffice.gateway.status.Numbers;
import io.boxoffice.gateway.status.PartState;
import io.boxoffice.gateway.status.StatusLimits;

/** How payments stand, for operators: whether the provider answers, and what waits for it. Any thread. */
final class PaymentPart {
    private static final String CHAPTER = "Payments";

    private final WatchedProvider provider;
    private final SettlementWorker settlement;
    private final PaymentTimer timer;

    PaymentPart(WatchedProvider provider, SettlementWorker settlement, PaymentTimer timer) {
        this.provider = provider;
        this.settlement = settlement;
        this.timer = timer;
    }

    PartState look(StatusLimits limits) {
        int queued = settlement.queued();
        PartState state = provider.isConfigured() ? ofProvider(limits, queued) : withoutProvider(queued);
        return state.chapter(CHAPTER).with("captures and refunds under way", Numbers.count(queued));
    }

    private static PartState withoutProvider(int queued) {
        if (queued == 0) {
            return PartState.off("No provider is configured: only what costs nothing can be sold.");
        }
        return PartState.needsYou("No provider is configured, and "
                        + Numbers.count(
                                queued,
                                "capture, refund or open payment waits",
                                "captures, refunds or open payments wait")
                        + " for one.")
                .toDo(
                        "Set payment.providers to the one they were begun with, and start the server anew. Nothing is lost.");
    }

    private PartState ofProvider(StatusLimits limits, int queued) {
        WatchedProvider.Failing failing = provider.failing();
        long waitingMs = settlement.waitingMs();
        if (failing != null) {
            long failingMs = timer.nowMs() - failing.sinceMs();
            String says = "The provider has not answered for " + Numbers.duration(failingMs) + ": "
                    + Numbers.count(failing.calls(), "call", "calls") + " failed, the last because: " + failing.why();
            return failingMs < limits.behindAfterMs()
                    ? PartState.behind(says).toDo("Nothing yet: each call is repeated by itself.")
                    : PartState.needsYou(says)
                            .toDo(
                                    "Look at the provider's own status, and at the way to it. Who pays now is told that it is being"
                                            + " processed, and the seats stay theirs until the deadline. Captures and refunds are repeated"
                                            + " until they are done.");
        } else if (waitingMs > limits.behindAfterMs()) {
            return PartState.needsYou("The provider answers, but of "
                            + Numbers.count(queued, "capture or refund", "captures and refunds")
                            + " the oldest has not been done for " + Numbers.duration(waitingMs) + ".")
                    .toDo(
                            "The log names it and says what the provider answers: look for \"SettlementSteps\". It is tried again by"
                                    + " itself.");
        }
        return PartState.up("No call to the provider fails.");
    }
}
