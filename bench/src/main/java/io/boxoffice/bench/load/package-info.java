/**
 * The load generator: {@code bin/boxoffice load}.
 *
 * <p>It is open loop. Each request has an instant at which it is meant to start, fixed before the run; its latency counts from
 * that instant, whether or not the generator or the server were ready for it then, so that a stall is seen by every request it
 * held up (no coordinated omission). Start with {@link io.boxoffice.bench.load.LoadRun}, which says what happens in a run;
 * {@link io.boxoffice.bench.load.Scenario} lists what kinds of evening there are; {@link io.boxoffice.bench.load.Lane} is the
 * event loop that does it.
 *
 * <p>It talks to the loopback interface only. Clients that mean harm are in {@code hostile}, a package of its own.
 */
package io.boxoffice.bench.load;
