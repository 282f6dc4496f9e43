package io.boxoffice.server.imports.listings;

import java.time.Duration;
import java.time.ZoneId;

/**
 * What is taken where a listing does not say it.
 *
 * @param timeZone of times without one, and of venues
 * @param venue    null: such performances are refused
 * @param length   of performances without an end
 * @param price    in minor units; -1: such performances are refused
 * @param currency ISO 4217
 * @param capacity places; 0: such performances are refused
 * @param prefix   the beginning of all external ids: the same one finds again what was imported before
 */
public record ListingsOptions(
        ZoneId timeZone, String venue, Duration length, long price, String currency, int capacity, String prefix) {}
