package io.boxoffice.server.imports.listings;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.TimezoneInfo;
import biweekly.property.DateOrDateTimeProperty;
import biweekly.property.DateStart;
import biweekly.property.Geo;
import biweekly.property.TextProperty;
import biweekly.util.com.google.ical.compat.javautil.DateIterator;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;
import java.util.TimeZone;

/**
 * Events of an iCalendar file (RFC 5545), each repetition by itself. A repetition that is told anew (RECURRENCE-ID) is what that says. Times
 * without a zone are the venue's. For one file; one thread.
 */
final class CalendarEvents {
    /** Of one event. */
    private static final int MAX_REPETITIONS = 1_000;

    private final ListingsOptions options;
    private final ListingSink sink;
    private final ListingTimes times;
    /** What is told anew: UID and the time it would have been at. */
    private final Set<String> toldAnew = new HashSet<>();

    CalendarEvents(ListingsOptions options, ListingSink sink) {
        this.options = options;
        this.sink = sink;
        times = new ListingTimes(options);
    }

    /** Reads all events. What is no calendar has none. */
    void read(String text) {
        for (ICalendar calendar : Biweekly.parse(text).all()) {
            for (VEvent event : calendar.getEvents()) {
                if (event.getRecurrenceId() != null) {
                    toldAnew.add(id(event)
                            + instant(
                                    calendar,
                                    event.getRecurrenceId(),
                                    event.getRecurrenceId().getValue()));
                }
            }
            for (VEvent event : calendar.getEvents()) {
                each(calendar, event);
            }
        }
    }

    private void each(ICalendar calendar, VEvent event) {
        String id = id(event);
        DateStart begins = event.getDateStart();
        if (begins == null || begins.getValue() == null) {
            sink.refuse(id, "has no start", "");
        } else if (!begins.getValue().hasTime()) {
            sink.refuse(id, "has a day and no time of day", begins.getValue().toString());
        } else if (begins.getParameters().getTimezoneId() != null && zoneOf(calendar, begins) == null) {
            sink.refuse(
                    id,
                    "has a time zone that is not known",
                    begins.getParameters().getTimezoneId());
        } else if (event.getRecurrenceRule() == null
                && event.getRecurrenceDates().isEmpty()) {
            Instant start = instant(calendar, begins, begins.getValue());
            sink.take(id, () -> listing(calendar, event, start, id));
        } else {
            repetitions(calendar, event, id);
        }
    }

    private void repetitions(ICalendar calendar, VEvent event, String id) {
        DateStart begins = event.getDateStart();
        TimeZone zone = zoneOf(calendar, begins);
        DateIterator dates = event.getDateIterator(zone == null ? TimeZone.getDefault() : zone);
        for (int n = 0; dates.hasNext(); n++) {
            if (n == MAX_REPETITIONS) {
                sink.refuse(id, "is repeated more than " + MAX_REPETITIONS + " times; the rest is left out", "");
                return;
            }
            Instant start = instant(calendar, begins, dates.next());
            if (!toldAnew.contains(id + start)) {
                sink.take(id, () -> listing(calendar, event, start, id + ' ' + start));
            }
        }
    }

    private Listing listing(ICalendar calendar, VEvent event, Instant start, String id) throws RefusedListingException {
        String status = text(event.getStatus());
        if ("CANCELLED".equalsIgnoreCase(status)) {
            throw new RefusedListingException("is cancelled or postponed", "");
        }
        String title = text(event.getSummary());
        if (title == null) {
            throw new RefusedListingException("has no name", "");
        }
        Geo geo = event.getGeo();
        String[] place = place(text(event.getLocation()));
        return new Listing(
                event.getRecurrenceId() == null ? id : id + ' ' + start,
                title,
                text(event.getDescription()),
                null,
                new Listing.Venue(
                        place[0],
                        null,
                        place[1],
                        null,
                        geo == null ? null : geo.getLatitude(),
                        geo == null ? null : geo.getLongitude()),
                options.timeZone(),
                start,
                end(calendar, event, start),
                -1,
                null,
                -1);
    }

    private Instant end(ICalendar calendar, VEvent event, Instant start) throws RefusedListingException {
        if (event.getDuration() != null && event.getDuration().getValue() != null) {
            Duration length = Duration.ofMillis(event.getDuration().getValue().toMillis());
            return times.end(start, start.plus(length).toString(), "");
        }
        if (event.getDateEnd() == null || event.getDateEnd().getValue() == null) {
            return times.usualEnd(start);
        }
        Instant first =
                instant(calendar, event.getDateStart(), event.getDateStart().getValue());
        Instant firstEnd =
                instant(calendar, event.getDateEnd(), event.getDateEnd().getValue());
        return times.end(start, start.plus(Duration.between(first, firstEnd)).toString(), "");
    }

    /** A name, and what follows it up to the end. */
    private static String[] place(String location) {
        if (location == null) {
            return new String[2];
        }
        int comma = location.indexOf(',');
        String name = comma < 0 ? location : location.substring(0, comma).strip();
        String rest = comma < 0 ? "" : location.substring(comma + 1).strip();
        return new String[] {name.isEmpty() ? null : name, rest.isEmpty() ? null : rest};
    }

    private static TimeZone zoneOf(ICalendar calendar, DateOrDateTimeProperty property) {
        TimezoneInfo zones = calendar.getTimezoneInfo();
        return zones.getTimezone(property) == null
                ? null
                : zones.getTimezone(property).getTimeZone();
    }

    /** A time; one that floats was read with the clocks of this machine, and is meant by those of the venue. */
    private Instant instant(ICalendar calendar, DateOrDateTimeProperty property, Date time) {
        Instant read = Instant.ofEpochMilli(time.getTime());
        boolean floats = calendar.getTimezoneInfo().isFloating(property);
        return floats
                ? read.atZone(ZoneId.systemDefault())
                        .toLocalDateTime()
                        .atZone(options.timeZone())
                        .toInstant()
                : read;
    }

    private static String id(VEvent event) {
        String uid = text(event.getUid());
        return uid == null ? "" + text(event.getSummary()) : uid;
    }

    private static String text(TextProperty property) {
        String text = property == null || property.getValue() == null
                ? ""
                : property.getValue().strip();
        return text.isEmpty() ? null : text;
    }
}
