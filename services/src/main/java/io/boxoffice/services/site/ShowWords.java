package io.boxoffice.services.site;

import io.boxoffice.gateway.availability.ChannelWindows;
import io.boxoffice.gateway.availability.SaleStatus;
import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.availability.ShowPresentation;
import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.services.site.Glances.Glance;
import io.boxoffice.services.site.Programme.Entry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** What pages of one language say of shows. For one page. */
final class ShowWords {
    private static final long DAY_MS = 86_400_000;

    private final Say say;
    private final Glances glances;
    private final Instant now;

    ShowWords(Say say, Glances glances, Instant now) {
        this.say = say;
        this.glances = glances;
        this.now = now;
    }

    Glance glance(Entry entry) {
        return glances.of(entry.show());
    }

    /** The day on which a show begins, where it is. */
    static LocalDate day(Entry entry) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(entry.card().startsAtMs()), entry.zone());
    }

    /** The last day of a show of several days, where it is; of any other the day it begins. */
    static LocalDate lastDay(Entry entry) {
        ShowCard card = entry.card();
        // What ends at midnight is not on the day that begins then.
        return card.endsAtMs() - card.startsAtMs() <= DAY_MS
                ? day(entry)
                : LocalDate.ofInstant(Instant.ofEpochMilli(card.endsAtMs() - 1), entry.zone());
    }

    /** Whether it is on, on that day. */
    static boolean isOn(Entry entry, LocalDate date) {
        return !date.isBefore(day(entry)) && !date.isAfter(lastDay(entry));
    }

    /** In which version a show is given, part by part; empty when nothing is said. */
    static List<String> version(Say say, ShowCard card) {
        ShowPresentation presentation = card.notes().presentation();
        List<String> parts = new ArrayList<>();
        if (presentation.format() != null) {
            parts.add(presentation.format());
        }
        if (presentation.language() != null) {
            parts.add(say.text("version.spoken", "language", say.language(presentation.language())));
        }
        presentation
                .subtitles()
                .forEach(tag -> parts.add(say.text("version.subtitles", "language", say.language(tag))));
        presentation.features().forEach(feature -> parts.add(say.text("feature." + feature.text())));
        return parts;
    }

    /** Its version, when its doors open, and when the counter sells it where that differs. */
    static List<String> more(Say say, ShowCard card, ZoneId zone) {
        List<String> parts = new ArrayList<>(version(say, card));
        if (card.notes().doorsAtMs() > 0) {
            Instant doors = Instant.ofEpochMilli(card.notes().doorsAtMs());
            parts.add(say.text("show.doors", "time", say.time(doors, zone)));
        }
        ChannelWindows windows = card.notes().windows();
        if (windows != null) {
            Instant until = Instant.ofEpochMilli(windows.counterUntilMs());
            Instant from = Instant.ofEpochMilli(windows.counterFromMs());
            parts.add(
                    windows.counterFromMs() == 0
                            ? say.text("show.counterUntil", "until", say.dayTime(until, zone))
                            : say.text(
                                    "show.counter",
                                    "from",
                                    say.dayTime(from, zone),
                                    "until",
                                    say.dayTime(until, zone)));
        }
        return parts;
    }

    /** A day as it is called in a zone. */
    String day(LocalDate date, ZoneId zone) {
        return say.nearDay(date, LocalDate.ofInstant(now, zone));
    }

    /** The time at which a show begins, where it is. */
    String time(Entry entry) {
        return say.time(Instant.ofEpochMilli(entry.card().startsAtMs()), entry.zone());
    }

    /** A show as a button; its label, in front of what it shows, is for who does not see what stands around. */
    View.ShowTime button(Entry entry, String who) {
        Glance glance = glance(entry);
        boolean open = glance.status() == SaleStatus.ON_SALE;
        String left = left(entry, glance);
        if (!lastDay(entry).equals(day(entry))) {
            left = say.text("show.until", "day", day(lastDay(entry), entry.zone()), "left", left);
        }
        String label = say.text("show.label", "who", who, "day", day(day(entry), entry.zone()));
        return new View.ShowTime(path(entry), time(entry), left, label, open, glance.few());
    }

    String path(Entry entry) {
        return '/' + say.code() + "/s/" + entry.card().showId();
    }

    /** What is left of a show, or why nothing is. */
    String left(Entry entry, Glance glance) {
        return switch (glance.status()) {
            case ON_SALE -> glance.few() ? say.text("show.few", "count", glance.free()) : from(entry, glance);
            case SOLD_OUT -> say.text("show.soldOut");
            case NOT_YET -> notYet(entry);
            case CLOSED -> say.text("show.closed");
            case CANCELLED -> say.text("show.cancelled");
            case OVER -> say.text("show.over");
        };
    }

    /** From when a show is on sale. */
    String notYet(Entry entry) {
        ShowDefinition show = entry.show().definition();
        return say.text("show.notYet", "when", say.dayTime(Instant.ofEpochMilli(show.onSaleFromMs()), entry.zone()));
    }

    /** The least that it costs. */
    String from(Entry entry, Glance glance) {
        if (glance.priceFrom() == null) {
            return say.text("show.noPrice");
        }
        String money = say.money(glance.priceFrom(), entry.show().definition().currency());
        return glance.priceFrom() == 0 ? money : say.text("show.from", "price", money);
    }

    /** What a card says of an event: when it is next, from how much; and a word when that is special. */
    View.EventCard card(Entry next, String title, Poster.Kind kind, View.Picture picture) {
        Glance glance = glance(next);
        String when = say.text("format.dayTime", "day", day(day(next), next.zone()), "time", time(next));
        String tag =
                switch (glance.status()) {
                    case ON_SALE -> glance.few() ? say.text("show.few", "count", glance.free()) : "";
                    default -> left(next, glance);
                };
        String line = glance.status() == SaleStatus.ON_SALE
                ? say.text("card.line", "when", when, "price", from(next, glance))
                : when;
        return new View.EventCard(
                '/' + say.code() + eventPath(next.card().eventId(), title),
                title,
                picture == null ? Poster.draw(title, kind) : null,
                picture,
                line,
                tag,
                glance.few());
    }

    /** The address of an event, without its language. */
    static String eventPath(long eventId, String title) {
        return "/e/" + Slugs.encode(Slugs.of(title, eventId));
    }

    /** The address of a venue, without its language. */
    static String venuePath(long venueId, String name) {
        return "/v/" + Slugs.encode(Slugs.of(name, venueId));
    }
}
