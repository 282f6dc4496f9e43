/**
 * A whole server, with its clients, its disk and its database, on one thread and from one seed.
 *
 * <p>Start at {@link io.boxoffice.simulator.Simulation}: the world of one seed and the chances of what happens next. The
 * production classes run in {@code SimulatedServer} (state machine, batch logic, journal, recovery) and {@code SimulatedWriter}
 * (the persistence writer's loop); around them only the edges are replaced: {@code VirtualClock},
 * {@link io.boxoffice.simulator.disk}, {@code SimulatedSales} for the database. {@code Oracle} knows what should come of it:
 * the naive model, fed with what was journaled. What does not hold is a {@link io.boxoffice.simulator.Violation}.
 *
 * <p>{@link io.boxoffice.simulator.Simulate} is the command line; {@code SeedSeries} runs many seeds at once.
 */
package io.boxoffice.simulator;
