package io.boxoffice.services.account;

import io.boxoffice.gateway.auth.RequestRates.Rate;
import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;

/** Limits of sessions, guests and codes. Times in milliseconds. */
public record AccountConfig(SessionLimits sessions, GuestLimits guests, CodeLimits codes) {
    /** Reads it from the section {@code account}. */
    public static final ConfigPart<AccountConfig> PART =
            new ConfigPart<>("account", AccountConfig.class, AccountConfig::read);

    /**
     * Sessions of browsers.
     *
     * @param ttlMs    how long a cookie counts; one that is asked with in its second half is made anew, so that after every click it
     *     counts for half of this or longer
     * @param maxLifeMs after which a session's cookie is not made anew, however often it is used
     * @param keyDays  how long a key signs, before a new one does
     * @param linkDays how long the links in mails open a booking
     */
    public record SessionLimits(long ttlMs, long maxLifeMs, int keyDays, int linkDays) {}

    /**
     * Addresses that guests typed.
     *
     * @param maxPerPerson  holds and bookings of one person that may have one
     * @param maxSpoolBytes of addresses that wait for PostgreSQL; beyond: 503
     * @param retryMs       between two tries to reach PostgreSQL with them
     */
    public record GuestLimits(int maxPerPerson, long maxSpoolBytes, long retryMs) {}

    /**
     * Codes that prove an address.
     *
     * @param ttlMs         how long one counts
     * @param maxTries      wrong ones, after which it counts no more
     * @param maxPerAddress sent to one address within {@code windowMs}
     * @param network       asked for by one network address
     * @param server        sent by this server
     */
    public record CodeLimits(long ttlMs, int maxTries, int maxPerAddress, long windowMs, Rate network, Rate server) {}

    private static AccountConfig read(Section s) {
        Section sessions = s.section("sessions");
        long ttlMs = sessions.whole("ttl-ms", 60_000, 2 * Section.DAY_MS);
        // Somebody who fills in a form for as long as seats are kept, or is at the bank for as long as they may, is
        // known still.
        long pauseMs =
                Math.max(s.root().whole("booking.max-hold-life-ms"), s.root().whole("site.payment-return-ms"));
        boolean isInRange = pauseMs <= Section.DAY_MS;
        if (isInRange && ttlMs < 2 * pauseMs) {
            throw sessions.refused(
                    "ttl-ms",
                    "must be at least " + 2 * pauseMs
                            + ", twice what booking.max-hold-life-ms and site.payment-return-ms allow between two clicks, is "
                            + ttlMs);
        }
        Section guests = s.section("guests");
        Section codes = s.section("codes");
        return new AccountConfig(
                new SessionLimits(
                        ttlMs,
                        sessions.whole("max-life-ms", ttlMs, 31 * Section.DAY_MS),
                        sessions.integer("key-days", 1, 366),
                        sessions.integer("link-days", 1, 3_660)),
                new GuestLimits(
                        guests.integer("max-per-person", 1, 10_000),
                        guests.whole("max-spool-bytes", 0, 1L << 30),
                        guests.whole("retry-ms", 10, Section.DAY_MS)),
                new CodeLimits(
                        codes.whole("ttl-ms", 10_000, Section.DAY_MS),
                        codes.integer("max-tries", 1, 20),
                        codes.integer("max-per-address", 1, 1_000),
                        codes.whole("window-ms", 1_000, 31 * Section.DAY_MS),
                        rate(codes, "network"),
                        rate(codes, "server")));
    }

    private static Rate rate(Section s, String of) {
        return new Rate(
                s.integer(of + "-per-second", 0, Section.MAX_COUNT), s.integer(of + "-burst", 1, Section.MAX_COUNT));
    }
}
