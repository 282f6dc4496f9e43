package io.boxoffice.gateway;

import io.boxoffice.gateway.auth.Memberships;
import io.boxoffice.gateway.auth.RevokedTokens;
import io.boxoffice.gateway.auth.Sessions;
import io.boxoffice.gateway.auth.SigningKeys;
import io.boxoffice.gateway.availability.CachedBodies;
import io.boxoffice.gateway.availability.ShowNames;
import io.boxoffice.gateway.availability.ToldMaps;
import io.boxoffice.gateway.booking.BookingHistory;
import io.boxoffice.gateway.booking.TicketIssuer;
import io.boxoffice.gateway.route.ServiceExecutor;
import io.boxoffice.gateway.stream.StreamHub;
import io.boxoffice.protocol.port.CommandPort;
import io.boxoffice.protocol.port.ShowDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/**
 * What the gateway sees of the other rooms. None of it is closed by the gateway, but for the streams, which end with it.
 *
 * @param revoked  looked at every second
 * @param sessions of browsers
 * @param members  who acts for which organisation
 * @param maps     what people are told of seat maps
 * @param bodies   encoded answers that are kept, and the budget of all encoded answers
 * @param streams  who watches shows, and what is told of them
 * @param services the threads on which what blocks runs
 * @param clock    by which tokens expire
 */
public record GatewayPorts(
        CommandPort commands,
        ShowDirectory shows,
        StreamHub streams,
        SigningKeys keys,
        RevokedTokens revoked,
        Sessions sessions,
        Memberships members,
        ServiceExecutor services,
        ShowNames names,
        ToldMaps maps,
        BookingHistory history,
        TicketIssuer tickets,
        CachedBodies bodies,
        MeterRegistry meters,
        Clock clock) {}
