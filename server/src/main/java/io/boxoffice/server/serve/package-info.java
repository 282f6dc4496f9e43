/**
 * {@code serve}: all rooms wired together. {@link io.boxoffice.server.serve.BookingServer} starts them in order and stops them
 * in the opposite one; read it first.
 */
package io.boxoffice.server.serve;
