/**
 * What the rooms of Boxoffice say to each other.
 *
 * <p>The messages are one SBE schema ({@code boxoffice-sbe.xml}, generated into {@code io.boxoffice.protocol.sbe}): commands
 * and queries go into the booking core, replies and events come out of it. What does not fit a message of
 * {@link io.boxoffice.protocol.Slot#SIZE_BYTES} is uploaded in parts ({@link io.boxoffice.protocol.upload}); seat maps
 * ({@link io.boxoffice.protocol.seatmap}) and price lists ({@link io.boxoffice.protocol.pricing}) travel that way. The
 * interfaces through which one room sees another stand in {@link io.boxoffice.protocol.port}; how each reads its own configuration,
 * in {@link io.boxoffice.protocol.config}.
 */
package io.boxoffice.protocol;
