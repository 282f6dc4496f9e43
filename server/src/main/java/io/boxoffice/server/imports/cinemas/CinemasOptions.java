package io.boxoffice.server.imports.cinemas;

import java.time.LocalDate;
import java.time.ZoneId;

/**
 * How the season is sold.
 *
 * @param startDate     the day the season's first day is moved to
 * @param timeZone      of the venues
 * @param defaultAmount for showtimes without a price of their own, in minor units; -1: those are refused
 * @param allowOverlaps whether showtimes of one hall may overlap
 * @param seasons       how many times the season runs, one after the other
 * @param currency      ISO 4217
 * @param prefix        the beginning of all external ids: the same one finds again what was imported before
 */
public record CinemasOptions(
        LocalDate startDate,
        ZoneId timeZone,
        long defaultAmount,
        boolean allowOverlaps,
        int seasons,
        String currency,
        String prefix) {}
