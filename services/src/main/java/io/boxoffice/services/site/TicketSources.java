package io.boxoffice.services.site;

import io.boxoffice.gateway.booking.BookingHistory;
import io.boxoffice.gateway.booking.CancelDesk;
import io.boxoffice.gateway.booking.TicketIssuer;
import io.boxoffice.services.account.BookingLinks;
import io.boxoffice.services.account.Codes;

/**
 * What pages of bookings are made of.
 *
 * @param tickets makes their codes
 * @param history bookings that the core no longer knows, and lists
 * @param cancels gives tickets back
 * @param links   open bookings from mails
 * @param codes   prove addresses
 */
public record TicketSources(
        TicketIssuer tickets, BookingHistory history, CancelDesk cancels, BookingLinks links, Codes codes) {}
