package io.boxoffice.services.organisation;

import io.boxoffice.services.catalog.CatalogExport.ExportedShow;
import io.boxoffice.services.catalog.Show;
import io.boxoffice.services.catalog.ShowLabels;
import io.boxoffice.services.catalog.ShowState;
import io.boxoffice.services.ticket.CalendarFile;
import java.time.Clock;
import java.util.List;

/** The shows as a calendar (RFC 5545): drafts are tentative. */
final class CalendarExport extends ExportFormat {
    private final String siteUrl;
    private final Clock clock;

    CalendarExport(String siteUrl, Clock clock) {
        this.siteUrl = siteUrl;
        this.clock = clock;
    }

    @Override
    String type() {
        return CalendarFile.TYPE;
    }

    @Override
    String extension() {
        return "ics";
    }

    @Override
    List<Run> runs() {
        return List.of(new Run(Things.SHOWS, "shows"));
    }

    @Override
    void begin(Organisation organisation) {
        text(CalendarFile.begin());
    }

    @Override
    void show(Run run, ExportedShow exported) {
        Show show = exported.show();
        ShowLabels labels = exported.labels();
        text(CalendarFile.entry(new CalendarFile.Entry(
                "show-" + show.id() + "@boxoffice",
                clock.millis(),
                show.startsAt().toEpochMilli(),
                show.endsAt().toEpochMilli(),
                labels.eventTitle(),
                CalendarFile.location(labels.venueName(), labels.hallName(), labels.city()),
                status(show.state()),
                SchemaOrgExport.isAnnounced(show) ? siteUrl + "/v1/shows/" + show.id() : null)));
    }

    private static String status(ShowState state) {
        return switch (state) {
            case DRAFT, PUBLISHING -> "TENTATIVE";
            case CANCELLED -> "CANCELLED";
            default -> "CONFIRMED";
        };
    }

    @Override
    void end() {
        text(CalendarFile.end());
    }
}
