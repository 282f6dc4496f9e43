/**
 * The booking core's state machine: every seat, hold, booking and payment, in primitive arrays, on one thread. What it knows
 * arrived as commands, each with a sequence and a time; what it says leaves as one reply a command and any number of events. It
 * sees no clock, no file, no thread and no batch, so that the same commands give the same replies, events and hash anywhere.
 *
 * <h2>Read first</h2>
 * <ol>
 *   <li>{@link io.boxoffice.engine.state.StateMachine}: what may be asked of it, and what it promises.
 *   <li>{@link io.boxoffice.engine.state.BookingStateMachine}: how a command is decoded and which class applies it.
 *   <li>{@code BookingState}: what all commands work on, and the few moves of seats and money they are made of.
 *   <li>{@code Holds}, then {@code Bookings}, then {@code Payments}: the life of a reservation, in that order.
 * </ol>
 *
 * <h2>Commands</h2>
 * A command is checked first and changes nothing when it is rejected; then it is applied and cannot fail.
 * {@code CommandDecoders} lets a message through only when all of it lies within its bytes.
 * <ul>
 *   <li>Reservations: {@code Holds}, {@code Bookings}, {@code Payments}; {@code Whose} decides who may act on one;
 *       {@code Idempotency} answers a repeated key as before.
 *   <li>Tickets: {@code TicketCommands}, check-ins and new credentials.
 *   <li>Shows: {@code ShowLifecycle}, from its definition to the archive; {@code ShowPrices}, price tables and the times at which
 *       they change; {@code Blocking}, what is taken from sale and given back.
 *   <li>What does not fit one command: {@code UploadCommands} and {@code Uploads}, in parts that take effect together.
 *   <li>Rules: {@code Limits}, as the last Configure command set them, with the version of the rules.
 *   <li>{@code Queries} answer and change nothing.
 * </ul>
 * {@code Replies} and {@code Events} encode what is said.
 *
 * <h2>What is kept</h2>
 * <ul>
 *   <li>Shows: {@code Shows} and {@code ShowSeats}, who owns each seat; {@code SeatMaps}, shared by the shows of a hall;
 *       {@code UnitCounts}, how many units each customer has of a show.
 *   <li>Reservations: {@code ReservationTable} is the door; {@code ReservationSlots} below it has the rows, and
 *       {@code ReservationIndex} finds them by id. Their units ({@code UnitPool}), refunds ({@code RefundPool}), scans
 *       ({@code ScanPool}) and keys ({@code KeyTable}) are chains in pools.
 *   <li>Deadlines: {@code TimerQueue}, of runs in order ({@code TimerRun}) and a heap for the rest ({@code TimerHeap}).
 * </ul>
 *
 * <h2>Search</h2>
 * {@code BestAvailable} finds the best free seats by a {@code SearchPlan}, worked out once a seat map; {@code BestRequests} reads
 * what a hold asks for; {@code StrandedSeats} has the rule against single seats left over, for seats asked for by name.
 *
 * <h2>Hash and snapshot</h2>
 * {@code CanonicalState} walks the logical state in one defined order into a {@code StateSink}: {@link
 * io.boxoffice.engine.state.StateHash} makes a number of it, {@code SnapshotEncoder} bytes. {@code StateLoader} reads them back by
 * a {@code SnapshotDecoder}, in the same order; {@code Contents} has the form of seat maps, prices and blocks. What is kept anew
 * must be added to both walks, under its version of the rules.
 *
 * <h2>For those outside</h2>
 * {@link io.boxoffice.engine.state.ShowView} (what a show looks like: {@code LiveShowView}) and {@code ReservationStates} read the
 * state between two commands, on the thread that applies them.
 */
package io.boxoffice.engine.state;
