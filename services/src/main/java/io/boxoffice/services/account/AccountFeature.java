package io.boxoffice.services.account;

import io.boxoffice.gateway.auth.RevokedTokens;
import io.boxoffice.gateway.auth.Sessions;
import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.booking.BookingHistory;
import io.boxoffice.gateway.booking.HoldDesk;
import io.boxoffice.gateway.booking.PastBooking;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemCode;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.record.Id;
import io.boxoffice.gateway.record.Records;
import io.boxoffice.gateway.route.BlockingCalls;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Feature;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.database.FeatureSchema;
import io.boxoffice.services.database.SqlDatabase;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Visitors and guests: sessions of browsers, addresses for mails, links and codes that open bookings, and a person's own data. */
public final class AccountFeature implements Feature {
    /** Where its tables are. */
    public static final FeatureSchema SCHEMA = new FeatureSchema("account");

    private static final Logger LOG = LoggerFactory.getLogger(AccountFeature.class);
    private static final String TAG = "people";
    /** Of a rate: what a few statements of PostgreSQL cost. */
    private static final int COST = 5;

    private final AccountConfig config;
    private final SessionKeys keys;
    private final CookieSessions sessions;
    private final BookingLinks links;
    private final PaymentReturns returns;
    private final PreviewLinks previews;
    private final GuestSpool spool;
    private final Guests guests;
    private final Codes codes;
    private final Mailer mailer;
    private final SqlDatabase database;
    private final Bookings bookings;
    private final BlockingCalls blocking;
    private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "account-keeper");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Where it keeps what is not in PostgreSQL.
     *
     * @param keys  a directory that only its owner may read
     * @param spool a file
     */
    public record Files(Path keys, Path spool) {}

    /**
     * Whose holds and bookings are.
     *
     * @param desk    asks the core
     * @param history knows those that the core does not know any more
     */
    public record Bookings(HoldDesk desk, BookingHistory history) {
        private boolean areOf(long personId, long reservationId) {
            return desk.find(reservationId, personId) != null
                    || history.find(reservationId)
                            .filter(past -> past.booking().customerId() == personId)
                            .isPresent();
        }
    }

    /**
     * @param secure   whether the site is reached by TLS
     * @param mailer   sends codes
     * @param bookings addresses are typed for
     * @throws UncheckedIOException when a file cannot be used
     */
    public AccountFeature(
            SqlDatabase database,
            AccountConfig config,
            Files files,
            boolean secure,
            RevokedTokens revoked,
            Mailer mailer,
            Bookings bookings,
            BlockingCalls blocking,
            MeterRegistry meters,
            Clock clock) {
        database.uses(SCHEMA);
        this.database = database;
        this.config = config;
        this.mailer = mailer;
        this.bookings = bookings;
        this.blocking = blocking;
        Duration linkLife = Duration.ofDays(config.sessions().linkDays());
        try {
            keys = SessionKeys.loadOrCreate(
                    files.keys(), Duration.ofDays(config.sessions().keyDays()), linkLife, clock);
            spool = new GuestSpool(
                    files.spool(),
                    files.keys(),
                    config.guests().maxSpoolBytes(),
                    config.guests().maxPerPerson());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the files of visitors and guests", e);
        }
        sessions = new CookieSessions(keys, revoked, config.sessions(), secure, clock);
        links = new BookingLinks(keys, linkLife, clock);
        returns = new PaymentReturns(keys, clock);
        previews = new PreviewLinks(keys, clock);
        guests = new Guests(database, spool, config.guests(), System::nanoTime, clock);
        codes = new Codes(database, keys, guests, mailer, config.codes(), System::nanoTime, clock);
        Gauge.builder("boxoffice.guests.spooled.bytes", guests::waitingBytes)
                .description("addresses of guests on disk that wait for PostgreSQL")
                .register(meters);
    }

    /** The sessions of browsers. */
    public Sessions sessions() {
        return sessions;
    }

    /** The addresses that guests typed. */
    public Guests guests() {
        return guests;
    }

    /** What opens bookings from mails. */
    public BookingLinks links() {
        return links;
    }

    /** What brings people back from a payment provider's pages. */
    public PaymentReturns returns() {
        return returns;
    }

    /** What shows events before everybody may see them. */
    public PreviewLinks previews() {
        return previews;
    }

    /** Codes that prove an address. */
    public Codes codes() {
        return codes;
    }

    @Override
    public Collection<? extends ProblemCode> problems() {
        return List.of(AccountProblem.values());
    }

    @Override
    public void start() {
        long retryMs = config.guests().retryMs();
        keeper.scheduleWithFixedDelay(this::drain, retryMs, retryMs, TimeUnit.MILLISECONDS);
        keeper.scheduleWithFixedDelay(this::tidy, 1, 60, TimeUnit.MINUTES);
    }

    private void drain() {
        try {
            guests.drain();
        } catch (DatabaseUnavailableException e) {
            LOG.debug("addresses wait on: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("addresses that wait on disk cannot be brought to PostgreSQL", e);
        }
    }

    private void tidy() {
        try {
            keys.renew();
            codes.purge();
            guests.purge(Duration.ofDays(config.sessions().linkDays()));
        } catch (DatabaseUnavailableException e) {
            LOG.debug("what is over is forgotten later: {}", e.getMessage());
        } catch (IOException | RuntimeException e) {
            LOG.error("keys, codes or addresses that are over cannot be renewed or forgotten", e);
        }
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/session", "getSession")
                        .summary(TAG, "The browser's session, which begins here if there is none; for scripts of pages")
                        .makesVisitors()
                        .answerRecord(200, "The session", SessionView.class)
                        .problem(404)
                        .handledBy(AccountFeature::session),
                Route.get("/v1/contacts/{reservationId}", "getContact")
                        .cost(COST)
                        .summary(TAG, "Where mails about a hold or booking go")
                        .anyRole()
                        .answerRecord(200, "The address", ContactView.class)
                        .handledBy(blocking.of(this::contact)),
                Route.put("/v1/contacts/{reservationId}", "putContact")
                        .cost(COST)
                        .summary(TAG, "Say where mails about a hold or booking shall go, before it is paid for")
                        .anyRole()
                        .body(ContactBody.class)
                        .answerRecord(200, "The address", ContactView.class)
                        .handledBy(blocking.of(this::putContact)),
                Route.post("/v1/booking-codes", "askForCode")
                        .cost(COST)
                        .summary(
                                TAG,
                                "Send a code to an address, if it has bookings; the answer does not say whether it has")
                        .anyRole()
                        .body(CodeRequest.class)
                        .noContent(202, "Look at your mail")
                        .handledBy(blocking.of(this::ask)),
                Route.post("/v1/booking-codes/use", "useCode")
                        .cost(COST)
                        .summary(TAG, "Use a code, once: the bookings of its address, and what opens them")
                        .anyRole()
                        .body(CodeUse.class)
                        .answerRecord(200, "The bookings", FoundBookings.class)
                        .handledBy(blocking.of(this::use)),
                Route.get("/v1/personal-data", "getPersonalData")
                        .cost(COST)
                        .summary(TAG, "Everything that is kept about the caller beside their bookings")
                        .anyRole()
                        .answerRecord(200, "All of it", PersonalData.class)
                        .handledBy(blocking.of(this::export)),
                Route.delete("/v1/personal-data", "erasePersonalData")
                        .cost(COST)
                        .summary(TAG, "Forget it; bookings stay, and no more mails are sent about them")
                        .anyRole()
                        .noContent(204, "Forgotten")
                        .handledBy(blocking.of(this::erase)));
    }

    private static void session(Call call) {
        if (call.session() == null) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        call.respond(Records.answer(
                200,
                new SessionView(
                        new Id(call.principal().subject()), call.session().proof())));
    }

    private Response contact(Call call) {
        return Records.answer(
                200,
                guests.find(call.principal().subject(), call.id(0))
                        .map(ContactView::of)
                        .orElseThrow(() -> new ProblemException(HttpProblem.NOT_FOUND)));
    }

    private Response putContact(Call call) {
        ContactBody body = call.read(ContactBody.class);
        if (!bookings.areOf(call.principal().subject(), call.id(0))) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        return Records.answer(200, ContactView.of(guests.put(call.principal().subject(), call.id(0), body)));
    }

    private Response ask(Call call) {
        codes.ask(
                call.principal().subject(),
                call.read(CodeRequest.class),
                call.exchange().address());
        return Response.empty(202);
    }

    private Response use(Call call) {
        List<Contact> typed = codes.use(call.principal().subject(), call.read(CodeUse.class));
        return Records.answer(
                200,
                new FoundBookings(typed.stream()
                        .map(this::found)
                        .flatMap(Optional::stream)
                        .toList()));
    }

    /** Empty when no booking came of it, or it is another's now. */
    private Optional<FoundBookings.FoundBooking> found(Contact contact) {
        return bookings.history
                .find(contact.reservationId())
                .filter(past -> past.booking().customerId() == contact.personId())
                .map(past -> found(contact, past));
    }

    private FoundBookings.FoundBooking found(Contact contact, PastBooking past) {
        ShowCard card = past.card();
        String status = past.booking().status().name().toLowerCase(Locale.ROOT);
        return new FoundBookings.FoundBooking(
                new Id(contact.reservationId()),
                new Id(past.booking().showId()),
                status,
                links.make(contact.personId(), contact.reservationId()),
                card == null ? null : card.eventTitle(),
                card == null ? null : card.venueName(),
                card == null ? null : Instant.ofEpochMilli(card.startsAtMs()),
                card == null ? null : card.timezone());
    }

    private Response export(Call call) {
        guests.drain();
        return Records.answer(
                200,
                database.withHandle(
                        handle -> guests.export(handle, call.principal().subject())));
    }

    private Response erase(Call call) {
        long person = call.principal().subject();
        // Nothing of theirs comes later from the disk.
        guests.drain();
        database.inTransaction(handle -> {
            guests.erase(handle, person);
            mailer.forget(handle, person);
            return null;
        });
        return Response.empty(204);
    }

    @Override
    public void close() {
        keeper.shutdownNow();
        try {
            keeper.awaitTermination(5, TimeUnit.SECONDS);
            spool.close();
        } catch (IOException e) {
            LOG.warn("the file of waiting addresses could not be closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
