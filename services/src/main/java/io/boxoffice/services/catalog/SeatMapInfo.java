package io.boxoffice.services.catalog;

/**
 * A seat map of a hall, without its seats.
 *
 * @param sha256 hex, of the encoded content; makes a good ETag
 */
public record SeatMapInfo(long id, long hallId, long ownerId, String name, int seats, int areas, String sha256) {}
