package io.boxoffice.gateway.route;

import io.boxoffice.gateway.auth.ApiKey;
import io.boxoffice.gateway.auth.Memberships;
import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.auth.RequestRates;
import io.boxoffice.gateway.auth.RequestRates.Rate;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.auth.Session;
import io.boxoffice.gateway.auth.TokenVerifier;
import io.boxoffice.gateway.http.ClientAddresses;
import io.boxoffice.gateway.http.Exchange;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.Ids;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.protocol.config.Section;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Who asks, and whether they may ask so much. A person has a rate by role; who shows no token has the rate of an address, which
 * many people may share; tokens that do not count have a rate of their own by address, so that trying is not for free. A request
 * takes its route's cost, and more for a large body. Any thread; never blocks for long.
 *
 * <p>A session, a token and an API key all end in one {@link Principal}. People, who are customers first, act for an organisation when
 * the request names it ({@link #ORGANISATION_HEADER}) and they are its members; keys, and tokens that name one, act for it alone.
 */
public final class Callers {
    /** The header in which a request names the organisation that its caller acts for. */
    public static final String ORGANISATION_HEADER = "organisation";

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
    private final Memberships members;
    private final RequestRates customers;
    private final RequestRates staff;
    private final RequestRates addresses;
    private final RequestRates failures;
    private final RequestRates failuresOfUnknown;
    private final RequestRates visitors;

    /**
     * @param tokens   null where no route asks for a role
     * @param browsers who knows the sessions of browsers
     * @param members  who works for which organisation
     * @param nanoTime a clock in nanoseconds
     */
    public Callers(TokenVerifier tokens, Browsers browsers, Memberships members, Rates rates, LongSupplier nanoTime) {
        this.tokens = tokens;
        this.browsers = browsers;
        this.members = members;
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
     * @throws ProblemException unauthenticated, forbidden, not_a_member, too_many_requests, and what {@link Browsers} refuses
     */
    Caller admit(Exchange exchange, Route route) {
        List<String> authorizations = exchange.headers().getAll(HttpHeaderNames.AUTHORIZATION);
        int cost = route.cost() + bodyCost(exchange);
        Session session = route.isSessionless() ? null : browsers.session(exchange, !authorizations.isEmpty());
        if (session != null) {
            return admit(exchange, route, session, cost);
        }
        boolean actsForSomebody = exchange.headers().contains(ORGANISATION_HEADER);
        if (authorizations.isEmpty()
                && !actsForSomebody
                && (route.makesVisitors() || route.roles().isEmpty())) {
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
        Principal person = session.principal();
        require(take(customers, person.subject(), cost, route));
        browsers.requireOwnPage(exchange, route, session);
        Principal principal = acting(exchange, person);
        requireRole(route, principal);
        exchange.caller(principal.subject());
        // What everybody may see looks the same for all: caches may keep it.
        boolean forAll = route.roles().isEmpty() && !route.makesVisitors() && principal.role() == Role.CUSTOMER;
        return new Caller(forAll ? Principal.ANONYMOUS : principal, session);
    }

    /**
     * The same, for the organisation that the request names.
     *
     * @throws ProblemException not_a_member, when it names one that the caller does not act for, or when nobody may act for theirs
     */
    private Principal acting(Exchange exchange, Principal caller) {
        String named = exchange.header(ORGANISATION_HEADER);
        Principal principal = named == null ? caller : acting(caller, Ids.parse(named));
        if (principal == null || principal.organisation() != 0 && members.isClosed(principal.organisation())) {
            throw new ProblemException(HttpProblem.NOT_A_MEMBER);
        }
        return principal;
    }

    private Principal acting(Principal caller, long organisationId) {
        if (organisationId <= 0) {
            return null;
        }
        if (caller.role() == Role.CUSTOMER) {
            Role role = members.role(caller.subject(), organisationId);
            return role == null ? null : new Principal(caller.subject(), role, organisationId);
        }
        // Staff of the platform act for each, and so for one.
        return caller.organisation() == 0 || caller.organisation() == organisationId
                ? new Principal(caller.subject(), caller.role(), organisationId)
                : null;
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
        if (token.startsWith(ApiKey.PREFIX)) {
            return ofKey(exchange, route, token, cost);
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
        Principal person = verified.principal();
        RequestRates rates = person.role() == Role.CUSTOMER ? customers : staff;
        require(take(rates, person.subject(), isNew ? cost + VERIFICATION_COST : cost, route));
        if (isNew) {
            // Only now: whoever has used up their rate pays for looking at further tokens as for wrong ones.
            failures(address).giveBack(address, 1);
            tokens.remember(token, verified);
        }
        Principal principal = acting(exchange, person);
        requireRole(route, principal);
        exchange.caller(principal.subject());
        return principal;
    }

    private Principal ofKey(Exchange exchange, Route route, String text, int cost) {
        ApiKey key = members.key(text);
        if (key == null) {
            long address = exchange.address();
            require(failures(address).tryTake(address, 1));
            throw new ProblemException(HttpProblem.UNAUTHENTICATED);
        }
        require(take(staff, key.principal().subject(), cost, route));
        Principal principal = acting(exchange, key.principal());
        requireRole(route, principal);
        if (route.isForPeople() || key.readOnly() && route.isUnsafe()) {
            throw new ProblemException(HttpProblem.FORBIDDEN, "this key does not do such things");
        }
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
        if (!route.roles().isEmpty() || exchange.headers().contains(ORGANISATION_HEADER)) {
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
