/**
 * The booking rules once more, written for clarity and not for speed: plain collections, every total counted anew when it is
 * asked for, best-available search by trying all windows. {@link io.boxoffice.engine.state.naive.NaiveBookingModel} is fed the
 * same commands as the real state machine and must say the same, byte for byte.
 *
 * <p>{@link io.boxoffice.engine.state.naive.World} is the state, {@link io.boxoffice.engine.state.naive.Answers} and
 * {@link io.boxoffice.engine.state.naive.Happenings} encode replies and events, {@code ...Rules} hold the rules by matter.
 * Of the real state machine's classes only {@link io.boxoffice.engine.state.StateHash} is shared.
 */
package io.boxoffice.engine.state.naive;
