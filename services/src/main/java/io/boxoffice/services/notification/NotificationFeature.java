package io.boxoffice.services.notification;

import io.boxoffice.gateway.availability.ShowNames;
import io.boxoffice.gateway.booking.BookingHistory;
import io.boxoffice.gateway.booking.TicketIssuer;
import io.boxoffice.gateway.route.Feature;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.gateway.status.Part;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.services.PublicSite;
import io.boxoffice.services.SaleCore;
import io.boxoffice.services.account.AccountFeature;
import io.boxoffice.services.account.Mailer;
import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.database.FeatureSchema;
import io.boxoffice.services.database.SqlDatabase;
import io.boxoffice.services.follow.EventFollower;
import io.boxoffice.services.follow.FollowedLog;
import io.boxoffice.services.follow.FollowerConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mails about bookings: what events say goes into an outbox, on one thread, and from there to the mail server or folder, on another. With
 * neither configured no event is followed, and nothing is sent.
 */
public final class NotificationFeature implements Feature {
    /** Where its tables are. */
    public static final FeatureSchema SCHEMA = new FeatureSchema("notification");

    private static final Logger LOG = LoggerFactory.getLogger(NotificationFeature.class);
    private static final int EVENTS_AT_ONCE = 4_096;
    /** When PostgreSQL is back, mails follow soon. */
    private static final long FOLLOW_RETRY_MIN_MS = 100;

    private static final long FOLLOW_RETRY_MAX_MS = 5_000;
    private static final long PURGE_INTERVAL_NS = TimeUnit.HOURS.toNanos(1);
    private static final long LOOK_INTERVAL_NS = TimeUnit.SECONDS.toNanos(15);
    private static final long STOP_MS = 5_000;

    private final SqlDatabase database;
    private final MailConfig config;
    private final PublicSite site;
    private final Clock clock;
    private final Outbox outbox;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private boolean hurried;
    private volatile boolean closed;
    private EventFollower follower;
    private Postman postman;
    private MailTransport transport;
    private MailCounts counts;
    private Thread followerThread;
    private Thread postmanThread;

    /**
     * What mails are about.
     *
     * @param events   the core's
     * @param accounts who typed which address
     */
    public record Sources(
            SaleCore core,
            FollowedLog events,
            ShowDirectory shows,
            ShowNames names,
            TicketIssuer tickets,
            BookingHistory history,
            AccountFeature accounts) {}

    /**
     * @param site what links lead to
     */
    public NotificationFeature(SqlDatabase database, MailConfig config, PublicSite site, Clock clock) {
        database.uses(SCHEMA);
        this.database = database;
        this.config = config;
        this.site = site;
        this.clock = clock;
        outbox = new Outbox(database, config.isOn(), URI.create(site.url()).getHost(), clock);
        outbox.hurriesTo(this::hurry);
    }

    /** Sends codes. */
    public Mailer mailer() {
        return outbox;
    }

    /** Says what mails are about, before the start. */
    public void about(Sources sources, MeterRegistry meters) {
        if (!config.isOn()) {
            return;
        }
        AccountFeature accounts = sources.accounts();
        MailConfig.Times times = config.times();
        MailEvents events = new MailEvents(
                database, outbox, accounts.guests(), sources.core().client(), sources.shows());
        follower = new EventFollower(
                "mails",
                sources.events(),
                events,
                new FollowerConfig(times.poll().toMillis(), EVENTS_AT_ONCE, FOLLOW_RETRY_MIN_MS, FOLLOW_RETRY_MAX_MS),
                meters);
        transport = config.smtp() != null ? new SmtpTransport(config.smtp()) : new FolderTransport(config.folder());
        counts = new MailCounts(meters, clock);
        postman = new Postman(
                outbox,
                new Postman.Sources(
                        accounts.guests(),
                        accounts.codes(),
                        sources.core().client(),
                        sources.tickets(),
                        sources.history()),
                new LetterWriter(site, sources.names(), accounts.links(), clock),
                new MimeLetters(config.from()),
                transport,
                times,
                counts,
                clock);
    }

    @Override
    public List<Route> routes() {
        return List.of();
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part("Mails", new MailPart(config, counts, clock)::look));
    }

    @Override
    public void start() {
        if (postman == null) {
            LOG.info("No mails are sent: neither mail.smtp.host nor mail.folder is set");
            return;
        }
        LOG.info("Mails go to {}", config.smtp() != null ? config.smtp() : config.folder());
        followerThread = begin("mail-events", this::follow);
        postmanThread = begin("postman", this::deliver);
    }

    private static Thread begin(String name, Runnable run) {
        Thread thread = new Thread(run, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void follow() {
        while (!closed) {
            long pauseMs = follower.step();
            if (pauseMs == 0) {
                // New mails are in the outbox.
                hurry();
            } else {
                sleep(pauseMs);
            }
        }
        follower.close();
    }

    private void deliver() {
        long nextPurgeNs = System.nanoTime();
        long nextLookNs = nextPurgeNs;
        while (!closed) {
            try {
                boolean sent = postman.step();
                if (counts.isDatabaseAway() || System.nanoTime() - nextLookNs >= 0) {
                    nextLookNs = System.nanoTime() + LOOK_INTERVAL_NS;
                    counts.waiting(outbox.waiting());
                }
                if (System.nanoTime() - nextPurgeNs >= 0) {
                    nextPurgeNs = System.nanoTime() + PURGE_INTERVAL_NS;
                    outbox.purge(config.times().kept());
                }
                if (!sent) {
                    transport.close();
                    awaitWork(config.times().poll().toMillis());
                }
            } catch (DatabaseUnavailableException e) {
                LOG.debug("mails wait for PostgreSQL: {}", e.getMessage());
                counts.databaseAway();
                sleep(config.times().retryMin().toMillis());
            } catch (RuntimeException e) {
                LOG.error("Mails cannot be sent, trying again", e);
                sleep(config.times().retryMin().toMillis());
            }
        }
        transport.close();
    }

    private void hurry() {
        lock.lock();
        try {
            hurried = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void awaitWork(long ms) {
        lock.lock();
        try {
            if (!hurried && !closed) {
                work.await(ms, TimeUnit.MILLISECONDS);
            }
            hurried = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Not longer than until it is closed. */
    private void sleep(long ms) {
        lock.lock();
        try {
            long leftNs = TimeUnit.MILLISECONDS.toNanos(ms);
            while (leftNs > 0 && !closed) {
                leftNs = work.awaitNanos(leftNs);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Lets a mail that is on its way arrive, within a few seconds. */
    @Override
    public void close() {
        closed = true;
        hurry();
        for (Thread thread : new Thread[] {followerThread, postmanThread}) {
            try {
                if (thread != null) {
                    thread.join(STOP_MS);
                    thread.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
