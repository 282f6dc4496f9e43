package io.boxoffice.services.site;

import io.boxoffice.gateway.availability.SaleStatus;
import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.services.site.Programme.Entry;
import io.boxoffice.services.ticket.CalendarFile;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a search finds, for calendars (RFC 5545) and feed readers (RFC 4287). Both say that they are of today, so that they stay the same
 * while what they tell does. Blocks; any thread.
 */
final class SearchFeeds {
    /** What an Atom feed is. */
    static final String ATOM = "application/atom+xml; charset=utf-8";

    private static final int MAX_EVENTS = 50;
    private static final int MAX_SHOWS = 200;

    private final Drawing drawing;
    private final SearchFinding finding;
    private final Glances glances;
    private final Clock clock;

    SearchFeeds(Drawing drawing, SearchFinding finding, Glances glances, Clock clock) {
        this.drawing = drawing;
        this.finding = finding;
        this.glances = glances;
        this.clock = clock;
    }

    /** The shows as a calendar that can be subscribed to. */
    byte[] calendar(Say say, SearchAsked asked) {
        StringBuilder file = new StringBuilder(CalendarFile.begin());
        finding.find(asked, MAX_EVENTS).items().stream()
                .flatMap(found -> found.shows().stream())
                .limit(MAX_SHOWS)
                .forEach(entry -> file.append(CalendarFile.entry(calendarEntry(say, entry))));
        return (file + CalendarFile.end()).getBytes(StandardCharsets.UTF_8);
    }

    private CalendarFile.Entry calendarEntry(Say say, Entry entry) {
        ShowCard card = entry.card();
        boolean isCancelled = glances.of(entry.show()).status() == SaleStatus.CANCELLED;
        return new CalendarFile.Entry(
                "show-" + card.showId() + "@boxoffice",
                today().toEpochMilli(),
                card.startsAtMs(),
                card.endsAtMs(),
                card.eventTitle(),
                CalendarFile.location(card.venueName(), card.hallName(), card.city()),
                isCancelled ? "CANCELLED" : "CONFIRMED",
                drawing.site().url() + '/' + say.code() + "/s/" + card.showId());
    }

    private Instant today() {
        return clock.instant().truncatedTo(ChronoUnit.DAYS);
    }

    /** The events, the first found first, each with its next show. */
    byte[] atom(Say say, SearchAsked asked) {
        String root = drawing.site().url();
        String page = root + '/' + say.code() + "/search" + asked.query();
        String self = root + '/' + say.code() + "/search.atom" + asked.query();
        ShowWords words = new ShowWords(say, glances, clock.instant());
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed"
                + " xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"" + say.code() + "\">\n");
        element(
                xml,
                "title",
                finding.heading(say, asked) + " · " + drawing.site().name());
        element(xml, "id", page);
        element(xml, "updated", today().toString());
        xml.append("<author><name>").append(text(drawing.site().name())).append("</name></author>\n");
        link(xml, "self", self);
        link(xml, "alternate", page);
        for (SearchFinding.Item found : finding.find(asked, MAX_EVENTS).items()) {
            Entry next = found.next();
            ShowCard card = next.card();
            String path = '/' + say.code() + ShowWords.eventPath(card.eventId(), card.eventTitle());
            xml.append("<entry>\n");
            element(xml, "title", card.eventTitle());
            element(xml, "id", root + '/' + say.code() + "/s/" + card.showId());
            element(xml, "updated", today().toString());
            link(xml, "alternate", root + path);
            element(xml, "summary", summary(say, words, next));
            xml.append("</entry>\n");
        }
        return xml.append("</feed>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String summary(Say say, ShowWords words, Entry next) {
        ShowCard card = next.card();
        String when = say.text("format.dayTime", "day", say.longDay(ShowWords.day(next)), "time", words.time(next));
        String where = CalendarFile.location(card.venueName(), card.hallName(), card.city());
        return say.text("search.feedLine", "when", when, "where", where, "left", words.left(next, words.glance(next)));
    }

    private static void element(StringBuilder xml, String name, String value) {
        xml.append('<')
                .append(name)
                .append('>')
                .append(text(value))
                .append("</")
                .append(name)
                .append(">\n");
    }

    private static void link(StringBuilder xml, String relation, String address) {
        xml.append("<link rel=\"")
                .append(relation)
                .append("\" href=\"")
                .append(text(address))
                .append("\"/>\n");
    }

    /** What XML cannot say is left out. */
    private static String text(String value) {
        return Html.escape(value.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]", ""));
    }
}
