package io.boxoffice.services.search;

import io.boxoffice.gateway.availability.ShowFeature;
import io.boxoffice.gateway.availability.ShowGlance;
import io.boxoffice.gateway.availability.ShowViews;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.services.catalog.Actor;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Set;

/**
 * Which events and shows of one segment a search wants. What a facet is about is judged by itself, so that other values of it can be
 * counted. For one search, by one thread.
 */
final class ShowChoice {
    /** What a show or event does not have: a bit each. */
    static final int CITY = 1;

    static final int DATE = 2;
    static final int GENRE = 4;
    static final int LANGUAGE = 8;
    static final int FORMAT = 16;
    static final int PRICE = 32;
    static final int ACCESSIBLE = 64;
    /** What no facet is about. */
    static final int OTHER = 128;

    private static final double EARTH_DIAMETER_METRES = 12_742_000;

    private final SegmentColumns columns;
    private final EventQuery query;
    private final Actor mine;
    private final ShowViews views;
    private final long nowMs;
    private final int fromDay;
    private final int untilDay;
    private final boolean[] cityFits;
    private final boolean[] genreFits;
    private final boolean[] languageFits;
    private final boolean[] formatFits;
    private final double[] distances;
    private final int weekdays;
    private final int features;
    private final boolean asksPrice;
    private final boolean asksTime;

    ShowChoice(SegmentColumns columns, EventQuery query, Actor mine, ShowViews views, long nowMs) {
        this.columns = columns;
        this.query = query;
        this.mine = mine;
        this.views = views;
        this.nowMs = nowMs;
        EventQuery.Wanted wanted = query.shows();
        LocalDate until = wanted.until() == null ? query.date() : wanted.until();
        fromDay = query.date() == null ? 0 : (int) query.date().toEpochDay();
        untilDay = until == null ? 0 : (int) until.toEpochDay();
        cityFits = fits(query.city(), columns.cityKeys);
        genreFits = fits(query.genre(), columns.genreKeys);
        languageFits = new boolean[columns.languages.size()];
        String language = SearchText.language(query.language());
        for (int i = 0; i < languageFits.length; i++) {
            languageFits[i] = columns.languages.name(i).equals(language);
        }
        formatFits = new boolean[columns.formats.size()];
        String format = wanted.format() == null ? null : SearchText.key(wanted.format());
        for (int i = 0; i < formatFits.length; i++) {
            formatFits[i] = columns.formatKeys.get(i).equals(format);
        }
        distances = query.near() ? distances() : null;
        int days = 0;
        for (DayOfWeek day : wanted.weekdays()) {
            days |= 1 << day.getValue();
        }
        weekdays = days;
        int bits = 0;
        for (ShowFeature feature : wanted.features()) {
            bits |= 1 << feature.ordinal();
        }
        features = bits;
        asksTime = days != 0 || wanted.fromMinute() > 0 || wanted.untilMinute() < 1_440;
        asksPrice = wanted.minPrice() != null || wanted.maxPrice() != null || wanted.currency() != null;
    }

    private static boolean[] fits(String asked, java.util.List<Set<String>> keys) {
        if (asked == null) {
            return null;
        }
        Set<String> wanted = SearchText.keys(asked);
        boolean[] fits = new boolean[keys.size()];
        for (int i = 0; i < fits.length; i++) {
            fits[i] = !Collections.disjoint(keys.get(i), wanted);
        }
        return fits;
    }

    private double[] distances() {
        double[] all = new double[columns.placeCount()];
        for (int i = 0; i < all.length; i++) {
            all[i] = metres(query.latitude(), query.longitude(), columns.latitude[i], columns.longitude[i]);
        }
        return all;
    }

    /** On a sphere; NaN when one has no coordinates. */
    private static double metres(double latitude, double longitude, double otherLatitude, double otherLongitude) {
        double up = Math.sin(Math.toRadians(otherLatitude - latitude) / 2);
        double along = Math.sin(Math.toRadians(otherLongitude - longitude) / 2);
        double part =
                up * up + Math.cos(Math.toRadians(latitude)) * Math.cos(Math.toRadians(otherLatitude)) * along * along;
        return EARTH_DIAMETER_METRES * Math.asin(Math.sqrt(Math.min(1, part)));
    }

    /** Whether the asking person may find the event. */
    boolean mayFind(int document) {
        if (mine == null) {
            return columns.isPublic[document] && !columns.isArchived[document];
        }
        return mine.admin() || columns.owners[document] == mine.id();
    }

    /** What the event does not have. */
    int eventLacks(int document) {
        if (genreFits == null) {
            return 0;
        }
        for (int each : columns.genre[document]) {
            if (genreFits[each]) {
                return 0;
            }
        }
        return GENRE;
    }

    /** What an event without shows does not have beside. */
    int languageLacks(int document) {
        return query.language() == null || languageFits[columns.language[document]] ? 0 : LANGUAGE;
    }

    /** What the show does not have. */
    int showLacks(int document, int show) {
        EventQuery.Wanted wanted = query.shows();
        int lacks = 0;
        if (query.date() != null) {
            if (columns.firstDay[show] > untilDay || columns.lastDay[show] < fromDay) {
                lacks = DATE;
            }
        } else if (columns.endMs[show] <= nowMs) {
            return OTHER | DATE;
        }
        int place = columns.place[show];
        if (cityFits != null && !cityFits[columns.city[place]]) {
            lacks |= CITY;
        }
        if (distances != null
                && !(distances[place] <= (wanted.withinMetres() == null ? Double.MAX_VALUE : wanted.withinMetres()))) {
            lacks |= OTHER;
        }
        if (query.language() != null
                && !languageFits[columns.spoken[show]]
                && !languageFits[columns.language[document]]) {
            lacks |= LANGUAGE;
        }
        if (wanted.format() != null && !formatFits[columns.format[show]]) {
            lacks |= FORMAT;
        }
        if ((columns.features[show] & features) != features) {
            lacks |= ACCESSIBLE;
        }
        if (columns.minute[show] < wanted.fromMinute()
                || columns.minute[show] >= wanted.untilMinute()
                || weekdays != 0 && (weekdays >>> weekday(show) & 1) == 0
                || asksTime && columns.firstDay[show] == PackedEvent.NO_DAY) {
            lacks |= OTHER;
        }
        if (asksPrice && !priceFits(show)) {
            lacks |= PRICE;
        }
        return lacks;
    }

    private int weekday(int show) {
        return Math.floorMod(columns.firstDay[show] + 3, 7) + 1;
    }

    private boolean priceFits(int show) {
        EventQuery.Wanted wanted = query.shows();
        PublishedShow published = views.find(columns.showId[show]);
        Long price = published == null ? null : ShowGlance.priceFrom(published.prices());
        return price != null
                && (wanted.minPrice() == null || price >= wanted.minPrice())
                && (wanted.maxPrice() == null || price <= wanted.maxPrice())
                && (wanted.currency() == null
                        || published.definition().currency().equals(wanted.currency()));
    }

    /** In metres; infinite when distances are not asked. */
    double distance(int show) {
        return distances == null ? Double.POSITIVE_INFINITY : distances[columns.place[show]];
    }

    /** The least price of a show in whole units of its currency; infinite when it is not known. */
    double price(int show) {
        PublishedShow published = views.find(columns.showId[show]);
        Long price = published == null ? null : ShowGlance.priceFrom(published.prices());
        return price == null
                ? Double.POSITIVE_INFINITY
                : price / Math.pow(10, PriceBands.digits(published.definition().currency()));
    }
}
