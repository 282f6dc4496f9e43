package io.boxoffice.gateway.booking;

import io.boxoffice.gateway.route.Page;

/**
 * A part of a customer's list.
 *
 * @param asOfSequence the last command the list is sure to contain
 * @param upToDate     whether it contains all that this customer was answered; else the reader should be told {@code asOf}
 */
public record BookingList(Page<BookingListItem> page, long asOfSequence, boolean upToDate) {}
