/**
 * What admits to a seat: its printed code ({@link io.boxoffice.services.ticket.TicketKeys}) and all that is shown with it
 * ({@link io.boxoffice.services.ticket.Tickets}, the gateway's {@link io.boxoffice.gateway.booking.TicketIssuer}).
 */
package io.boxoffice.services.ticket;
