/**
 * The booking core's state machine: every seat, hold, booking and payment, in primitive arrays, on one thread.
 */
package io.boxoffice.engine.state;
