package io.boxoffice.services.notification;

import io.boxoffice.gateway.status.Numbers;
import io.boxoffice.gateway.status.PartState;
import io.boxoffice.gateway.status.StatusLimits;
import java.time.Clock;
import java.time.Duration;

/** How mails stand, for operators. Any thread. */
final class MailPart {
    private static final String CHAPTER = "Mails";

    private final MailConfig config;
    private final MailCounts counts;
    private final Clock clock;

    /**
     * @param counts null where no mails are sent
     */
    MailPart(MailConfig config, MailCounts counts, Clock clock) {
        this.config = config;
        this.counts = counts;
        this.clock = clock;
    }

    PartState look(StatusLimits limits) {
        if (counts == null) {
            return PartState.off("None are sent: neither mail.smtp.host nor mail.folder is set.")
                    .chapter(CHAPTER);
        }
        long oldestMs = counts.oldestAge().toMillis();
        MailCounts.Failing failing = counts.failing();
        String wait = Numbers.count(counts.waiting().mails(), "mail waits", "mails wait");
        PartState state;
        if (counts.isDatabaseAway()) {
            state = PartState.behind("They wait for PostgreSQL, where the outbox is.")
                    .toDo("They are sent by themselves when PostgreSQL is back. None is lost.");
        } else if (failing != null) {
            long failingMs = Duration.between(failing.since(), clock.instant()).toMillis();
            String says =
                    "No mail was taken for " + Numbers.duration(failingMs) + ", and " + wait + ": " + failing.why();
            state = failingMs < limits.behindAfterMs()
                    ? PartState.behind(says).toDo("Nothing yet: each is tried again by itself.")
                    : PartState.needsYou(says)
                            .toDo(
                                    "Look at the mail server, and at mail.smtp.* in the configuration. Each mail is tried again, and given"
                                            + " up "
                                            + Numbers.duration(
                                                    config.times().giveUp().toMillis())
                                            + " after it was made. Tickets are on the site all the same.");
        } else if (oldestMs > limits.behindAfterMs()) {
            state = PartState.behind(wait + ", the oldest for " + Numbers.duration(oldestMs) + ".")
                    .toDo(
                            "It catches up by itself. If more and more wait, the mail server is too slow for what is sold.");
        } else {
            state = PartState.up("They go out.");
        }
        return state.chapter(CHAPTER)
                .with("waiting", Numbers.count(counts.waiting().mails()))
                .with("sent since the start", Numbers.count(counts.count(Outbox.End.SENT)))
                .with("given up", Numbers.count(counts.count(Outbox.End.GIVEN_UP)));
    }
}
