/**
 * The production booking core in memory, for the tests of other rooms: {@link io.boxoffice.engine.live.TestCore} is the thing,
 * {@link io.boxoffice.engine.live.TestShow} and {@link io.boxoffice.engine.live.TestReservation} do to a show and a reservation
 * what its staff and others would, by commands.
 */
package io.boxoffice.engine.live;
