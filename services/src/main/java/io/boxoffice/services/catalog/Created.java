package io.boxoffice.services.catalog;

/**
 * The outcome of creating something that has an external id.
 *
 * @param created false when it was there already: {@code value} is then what was found, unchanged
 */
public record Created<T>(T value, boolean created) {}
