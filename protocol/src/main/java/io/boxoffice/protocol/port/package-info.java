/**
 * The interfaces between rooms. The gateway and the services see the booking core through
 * {@link io.boxoffice.protocol.port.CommandPort} (commands and queries in, replies out) and
 * {@link io.boxoffice.protocol.port.ShowDirectory} (published shows and their availability, readable from any thread); the
 * booking core sees the disk through {@link io.boxoffice.protocol.port.CommandJournal} and
 * {@link io.boxoffice.protocol.port.EventLog}; whoever follows events does so through
 * {@link io.boxoffice.protocol.port.EventFeed}. {@link io.boxoffice.protocol.port.BookingClient} is the convenient way in
 * for code that is not on the hot path.
 */
package io.boxoffice.protocol.port;
