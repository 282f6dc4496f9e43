package io.boxoffice.writer;

/** Names a part of a reservation: a ticket by its ordinal, a payment by its attempt, a refund by its number. */
record PartKey(long reservationId, int part) {}
