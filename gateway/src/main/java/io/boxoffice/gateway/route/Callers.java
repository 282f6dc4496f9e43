package io.boxoffice.gateway.route;

import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.auth.RequestRates;
import io.boxoffice.gateway.auth.RequestRates.Rate;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.auth.Session;
import io.boxoffice.gateway.auth.TokenVerifier;
import io.boxoffice.gateway.http.ClientAddresses;
import io.boxoffice.gateway.http.Exchange;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.protocol.config.Section;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Who asks, and whether they may ask so much. A person has a rate by role; who shows no token has the rate of an address, which
 * many people may share; tokens that do not count have a rate of their own by address, so that trying is not for free. A request
 * takes its route's cost, and more for a large body. Any thread; never blocks for long.
 */
public final class Callers {
    /** A body costs one unit more for each of these. */
    private static final int BYTES_A_UNIT = 65_536;
    /** The largest rate or burst that may be configured. */
    private static final int MAX_RATE = 10_000_000;

    private static final int MAX_BODY_COST = 64;
    private static final int VERIFICATION_COST = 5;
    /** How many addresses' failures those have together whose address is not known. */
    private static final int ADDRESSES_BEHIND_A_PROXY = 50;

    /**
     * How much callers may ask for.
     *
     * @param customer of one customer
     * @param staff    of one person of any other role
     * @param address  of one address, without a token
     * @param failures tokens of one address that do not count
     * @param visitors browsers of one address that get a session
     * @param maxRated callers of each kind whose rates are remembered
     */
    public record Rates(Rate customer, Rate staff, Rate address, Rate failures, Rate visitors, int maxRated) {
        /** Nobody is limited. */
        public static final Rates UNLIMITED =
                new Rates(Rate.UNLIMITED, Rate.UNLIMITED, Rate.UNLIMITED, Rate.UNLIMITED, Rate.UNLIMITED, 1);

        /** Reads the rates of the section {@code http.callers}. */
        public static Rates read(Section s) {
            return new Rates(
                    rate(s, "requests-per-second", "request-burst"),
                    rate(s, "staff-requests-per-second", "staff-request-burst"),
                    rate(s, "address-requests-per-second", "address-request-burst"),
                    rate(s, "failed-tokens-per-second", "failed-token-burst"),
                    rate(s, "new-visitors-per-second", "new-visitor-burst"),
                    s.integer("max-rated", 1, Section.MAX_COUNT));
        }

        private static Rate rate(Section s, String perSecond, String burst) {
            return new Rate(s.integer(perSecond, 0, MAX_RATE), s.integer(burst, 1, MAX_RATE));
        }
    }

    private final TokenVerifier tokens;
    private final Browsers browsers;
    private final RequestRates customers;
    private final RequestRates staff;
    private final RequestRates addresses;
    private final RequestRates failures;
    private final RequestRates failuresOfUnknown;
    private final RequestRates visitors;

    /**
     * @param tokens   null where no route asks for a role
     * @param browsers who knows the sessions of browsers
     * @param nanoTime a clock in nanoseconds
     */
    public Callers(TokenVerifier tokens, Browsers browsers, Rates rates, LongSupplier nanoTime) {
        this.tokens = tokens;
        this.browsers = browsers;
        visitors = new RequestRates(rates.visitors, rates.maxRated, nanoTime);
        customers = new RequestRates(rates.customer, rates.maxRated, nanoTime);
        staff = new RequestRates(rates.staff, rates.maxRated, nanoTime);
        addresses = new RequestRates(rates.address, rates.maxRated, nanoTime);
        failures = new RequestRates(rates.failures, rates.maxRated, nanoTime);
        Rate one = rates.failures;
        failuresOfUnknown = new RequestRates(
                new Rate(one.perSecond() * ADDRESSES_BEHIND_A_PROXY, one.burst() * ADDRESSES_BEHIND_A_PROXY),
                1,
                nanoTime);
    }

    /**
     * Somebody who asks.
     *
     * @param session of a browser; null: none
     */
    record Caller(Principal principal, Session session) {}

    /**
     * Who asks.
     *
     * @throws ProblemException unauthenticated, forbidden, too_many_requests, and what {@link Browsers} refuses
     */
    Caller admit(Exchange exchange, Route route) {
        List<String> authorizations = exchange.headers().getAll(HttpHeaderNames.AUTHORIZATION);
        int cost = route.cost() + bodyCost(exchange);
        Session session = route.isSessionless() ? null : browsers.session(exchange, !authorizations.isEmpty());
        if (session != null) {
            return admit(exchange, route, session, cost);
        }
        if (authorizations.isEmpty() && (route.makesVisitors() || route.roles().isEmpty())) {
            Principal anybody = anybody(exchange, route, cost);
            return route.makesVisitors() ? newVisitor(exchange, exchange.address()) : new Caller(anybody, null);
        }
        return new Caller(ofToken(exchange, route, authorizations, cost), null);
    }

    private Caller newVisitor(Exchange exchange, long address) {
        require(address == ClientAddresses.UNKNOWN || visitors.tryTake(address, 1));
        Session begun = browsers.begin();
        if (begun == null) {
            throw new ProblemException(HttpProblem.UNAUTHENTICATED);
        }
        exchange.caller(begun.principal().subject());
        return new Caller(begun.principal(), begun);
    }

    private Caller admit(Exchange exchange, Route route, Session session, int cost) {
        Principal principal = session.principal();
        require(take(customers, principal.subject(), cost, route));
        browsers.requireOwnPage(exchange, route, session);
        requireRole(route, principal);
        exchange.caller(principal.subject());
        // What everybody may see looks the same for all: caches may keep it.
        boolean forAll = route.roles().isEmpty() && !route.makesVisitors();
        return new Caller(forAll ? Principal.ANONYMOUS : principal, session);
    }

    private static void requireRole(Route route, Principal principal) {
        if (!route.roles().isEmpty() && !route.roles().contains(principal.role())) {
            throw new ProblemException(HttpProblem.FORBIDDEN);
        }
    }

    private Principal ofToken(Exchange exchange, Route route, List<String> authorizations, int cost) {
        String token = authorizations.size() == 1 ? ofBearer(authorizations.get(0)) : null;
        if (token == null) {
            throw new ProblemException(HttpProblem.UNAUTHENTICATED);
        }
        TokenVerifier.Verified verified = tokens.known(token);
        boolean isNew = verified == null;
        // Where it comes from matters only for a token that is not remembered: most are.
        long address = isNew ? exchange.address() : ClientAddresses.UNKNOWN;
        if (isNew) {
            verified = verify(token, address);
        }
        if (tokens.isExpired(verified)) {
            return expired(exchange, route, token, verified, isNew);
        }
        Principal principal = verified.principal();
        RequestRates rates = principal.role() == Role.CUSTOMER ? customers : staff;
        require(take(rates, principal.subject(), isNew ? cost + VERIFICATION_COST : cost, route));
        if (isNew) {
            // Only now: whoever has used up their rate pays for looking at further tokens as for wrong ones.
            failures(address).giveBack(address, 1);
            tokens.remember(token, verified);
        }
        requireRole(route, principal);
        exchange.caller(principal.subject());
        return principal;
    }

    private Principal anybody(Exchange exchange, Route route, int cost) {
        long address = exchange.address();
        if (address != ClientAddresses.UNKNOWN) {
            exchange.caller(-address);
            require(take(addresses, address, cost, route));
        }
        return Principal.ANONYMOUS;
    }

    /** With an expired token everybody's things are read as without one; an app whose token ends goes on showing what it shows. */
    private Principal expired(
            Exchange exchange, Route route, String token, TokenVerifier.Verified verified, boolean isNew) {
        long address = exchange.address();
        if (!route.roles().isEmpty()) {
            require(isNew || failures(address).tryTake(address, 1));
            throw new ProblemException(HttpProblem.UNAUTHENTICATED);
        }
        int cost = route.cost() + bodyCost(exchange);
        Principal anybody = anybody(exchange, route, isNew ? cost + VERIFICATION_COST : cost);
        if (isNew) {
            failures(address).giveBack(address, 1);
            tokens.remember(token, verified);
        }
        return anybody;
    }

    private TokenVerifier.Verified verify(String token, long address) {
        require(failures(address).tryTake(address, 1));
        TokenVerifier.Verified verified = tokens.check(token);
        if (verified == null) {
            throw new ProblemException(HttpProblem.UNAUTHENTICATED);
        }
        return verified;
    }

    private RequestRates failures(long address) {
        return address == ClientAddresses.UNKNOWN ? failuresOfUnknown : failures;
    }

    private static boolean take(RequestRates rates, long caller, int cost, Route route) {
        return route.isRefusedInCrowd() ? rates.tryTake(caller, cost) : rates.tryTakeReserved(caller, cost);
    }

    private static void require(boolean taken) {
        if (!taken) {
            throw new ProblemException(HttpProblem.TOO_MANY_REQUESTS);
        }
    }

    private static int bodyCost(Exchange exchange) {
        return (int) Math.min(MAX_BODY_COST, Math.max(0, exchange.bodyLength()) / BYTES_A_UNIT);
    }

    private String ofBearer(String authorization) {
        boolean bearer = authorization.regionMatches(true, 0, "Bearer ", 0, 7);
        return bearer && tokens != null ? authorization.substring(7).trim() : null;
    }
}
