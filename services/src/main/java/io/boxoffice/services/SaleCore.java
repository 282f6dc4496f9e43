package io.boxoffice.services;

import io.boxoffice.protocol.port.BookingClient;
import io.boxoffice.protocol.port.ShowDirectory;
import java.util.function.LongSupplier;

/**
 * The running core as features see it.
 *
 * @param client            asks it
 * @param shows             what it publishes
 * @param lastSalesSequence its last command that had an event which PostgreSQL gets
 * @param hurryWriter       asks the persistence writer not to wait for more to write; any thread
 */
public record SaleCore(
        BookingClient client, ShowDirectory shows, LongSupplier lastSalesSequence, Runnable hurryWriter) {}
