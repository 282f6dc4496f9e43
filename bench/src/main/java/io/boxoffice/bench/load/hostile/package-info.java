/**
 * Hostile clients against a server of their own: {@code bin/boxoffice load slow-readers} and the other {@link
 * io.boxoffice.bench.load.hostile.Attack attacks}. They show whether one caller can take the service from the others.
 *
 * <p>{@link io.boxoffice.bench.load.hostile.HostileRun} is the order of things: the victims' load undisturbed, then the same
 * load beside an {@link io.boxoffice.bench.load.hostile.Assault}, in rounds, for each {@link
 * io.boxoffice.bench.load.hostile.Variant} of an attack. Victims call from 127.0.0.1, attackers from 127.0.0.2 on.
 * {@link io.boxoffice.bench.load.hostile.Verdict} judges what was seen.
 *
 * <p>What an attacker does on one connection is a {@link io.boxoffice.bench.load.hostile.UnreadAnswers}, a {@link
 * io.boxoffice.bench.load.hostile.HeldBack} or a {@link io.boxoffice.bench.load.hostile.Conversation}.
 *
 * <p>It talks to the loopback interface only, and only to servers it started.
 */
package io.boxoffice.bench.load.hostile;
