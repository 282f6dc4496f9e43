package io.boxoffice.server.imports.listings;

import io.boxoffice.server.imports.ImportException;
import io.boxoffice.server.imports.ImportReport;
import io.boxoffice.server.imports.TextFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads listings, whichever of the forms a file has. What cannot be taken is refused, one by one. For one thread. */
public final class ListingsReader {
    /** Of one file. */
    static final int MAX_LISTINGS = 20_000;

    private final ListingsOptions options;
    private final ImportReport report;

    /** One that tells a report what was refused. */
    public ListingsReader(ListingsOptions options, ImportReport report) {
        this.options = options;
        this.report = report;
    }

    /**
     * All performances of a file.
     *
     * @throws ImportException when it is neither JSON nor a calendar, or has too many
     */
    List<Listing> read(Path file) {
        String text = TextFile.read(file);
        String name = file.getFileName().toString();
        List<Listing> listings = new ArrayList<>();
        ListingSink sink = new ListingSink(name, listings, report);
        String start = text.stripLeading();
        if (start.startsWith("{") || start.startsWith("[")) {
            new JsonLdEvents(options, sink).read(text);
        } else if (start.regionMatches(true, 0, "BEGIN:", 0, 6)) {
            new CalendarEvents(options, sink).read(text);
        } else {
            throw new ImportException(file + " is neither JSON nor a calendar (BEGIN:VCALENDAR)");
        }
        return listings;
    }
}
