package io.boxoffice.services.site;

import io.boxoffice.gateway.availability.SaleStatus;
import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.services.site.Glances.Glance;
import io.boxoffice.services.site.Programme.Entry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** What pages of one language say of shows. For one page. */
final class ShowWords {
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
    View.EventCard card(Entry next, String title, Poster.Kind kind) {
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
                Poster.draw(title, kind),
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
