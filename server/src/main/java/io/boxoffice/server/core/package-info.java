/**
 * The booking core put together from its rooms: engine on top of journal. {@link io.boxoffice.server.core.BookingCore} recovers
 * and runs it; {@link io.boxoffice.server.core.JournalReplay} replays a journal beside it, to an instant; {@link
 * io.boxoffice.server.core.CoreMeters} shows what it counts.
 */
package io.boxoffice.server.core;
