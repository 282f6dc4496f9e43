/**
 * A whole server, with its clients, its disk and its database, on one thread and from one seed.
 *
 * <p>Start at {@link io.boxoffice.simulator.Simulation}: the world of one seed and the chances of what happens next. The
 * production classes run in {@code SimulatedServer} (the booking core as the server wires it: state machine, pipeline, journal,
 * recovery, snapshots, retention), {@code SimulatedPayments} (payment service and settlement) and {@code SimulatedWriter} (the
 * persistence writer's loop); around them only the edges are replaced: {@code VirtualClock}, {@code SimulatedTimer},
 * {@link io.boxoffice.simulator.disk}, {@code SimulatedSales} for the database, {@code Bank} for the payment provider.
 *
 * <p>{@code JournalWitness} and {@code PortWitness} see what is journaled, asked and answered. {@code Oracle} knows what should
 * come of it: the naive model, fed with what was journaled; {@code Ledger} what it says of money, and {@code RetentionWitness}
 * what must not be removed. What does not hold is a {@link io.boxoffice.simulator.Violation}.
 *
 * <p>{@link io.boxoffice.simulator.Simulate} is the command line; {@code SeedSeries} runs many seeds at once.
 */
package io.boxoffice.simulator;
