/**
 * What everybody reads of a show: its seat map, its prices, and which seats are free.
 *
 * <p>All three come from the booking core's published view ({@link io.boxoffice.protocol.port.ShowDirectory}), never from its
 * ring. A {@link io.boxoffice.gateway.availability.CachedBody} is encoded once a version, by one worker however many ask, and
 * compressed at most once; further requests are answered on their event loop from the same bytes, or with 304.
 */
package io.boxoffice.gateway.availability;
