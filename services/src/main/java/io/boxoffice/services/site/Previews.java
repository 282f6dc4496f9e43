package io.boxoffice.services.site;

import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.record.Records;
import io.boxoffice.gateway.route.BlockingCalls;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.services.account.PreviewLinks;
import io.boxoffice.services.catalog.EventPreview;
import io.boxoffice.services.catalog.EventPreviews;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

/**
 * An event's page before everybody may see it: its organisation makes a link, and whoever has it looks, in a browser and without an
 * account, until it ends. Drawn anew each time; caches and search engines keep none. Blocks, on the services' threads.
 */
final class Previews {
    private static final String PATH = "/preview/";
    private static final int COST = 20;

    private final Languages languages;
    private final EventPreviews events;
    private final PreviewLinks links;
    private final ShowPages pages;
    private final String siteUrl;
    private final BlockingCalls blocking;
    private final Function<Call, LocalDate> dates;

    /**
     * @param dates the day that a call asks for, or null
     */
    Previews(
            Languages languages,
            EventPreviews events,
            PreviewLinks links,
            ShowPages pages,
            String siteUrl,
            BlockingCalls blocking,
            Function<Call, LocalDate> dates) {
        this.languages = languages;
        this.events = events;
        this.links = links;
        this.pages = pages;
        this.siteUrl = siteUrl;
        this.blocking = blocking;
        this.dates = dates;
    }

    /** Its operations. */
    List<Route> routes() {
        return List.of(
                Route.post("/v1/events/{eventId}/previews", "createPreview")
                        .cost(COST)
                        .summary(
                                "events",
                                "A link to the event's page as it will be, drafts of shows too; whoever has it may look until it ends")
                        .roles(Role.ORGANIZER)
                        .body(PreviewOrder.class)
                        .answerRecord(200, "The link", PreviewLink.class)
                        .handledBy(blocking.of(this::create)),
                Route.get("/{lang}/preview/{preview}", "pagePreview")
                        .page()
                        .cost(COST)
                        .summary("pages", "An event as it will be")
                        .answer(200, "A page", "text/html", null)
                        .handledBy(blocking.of(this::page)));
    }

    private Response create(Call call) {
        PreviewOrder order = call.read(PreviewOrder.class);
        long eventId = call.id(0);
        events.requireOwn(call, eventId);
        Instant until = links.end(Duration.ofHours(order.hours()));
        String path = '/' + languages.all().get(0).code() + PATH + links.make(eventId, until);
        return Records.answer(200, new PreviewLink(siteUrl + path, until)).header("cache-control", "no-store");
    }

    private Response page(Call call) {
        Say say = languages.of(call);
        PreviewLinks.Opened opened = links.open(call.value(1));
        EventPreview preview =
                opened == null ? null : events.find(opened.eventId()).orElse(null);
        if (preview == null) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        String mark = say.text("preview.mark", "when", say.dayTime(opened.until(), pages.zone(preview)));
        byte[] html = pages.preview(say, PATH + call.value(1), preview, dates.apply(call), mark);
        return Personal.page(200, html).header("cache-control", "no-store").header("x-robots-tag", "noindex");
    }
}
