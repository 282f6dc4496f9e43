package io.boxoffice.server.imports.listings;

import io.boxoffice.server.imports.ImportException;
import io.boxoffice.server.imports.ImportReport;
import java.util.List;

/** Takes the performances of a file one by one. For one thread. */
final class ListingSink {
    private final String file;
    private final List<Listing> listings;
    private final ImportReport report;

    /** Makes one performance. */
    @FunctionalInterface
    interface Maker {
        Listing make() throws RefusedListingException;
    }

    ListingSink(String file, List<Listing> listings, ImportReport report) {
        this.file = file;
        this.listings = listings;
        this.report = report;
    }

    /**
     * Takes one, or notes why not.
     *
     * @param id what the file calls it
     * @throws ImportException when there are too many
     */
    void take(String id, Maker maker) {
        if (listings.size() == ListingsReader.MAX_LISTINGS) {
            throw new ImportException(file + " has more than " + ListingsReader.MAX_LISTINGS + " performances");
        }
        try {
            listings.add(maker.make());
        } catch (RefusedListingException e) {
            refuse(id, e.getMessage(), e.detail());
        }
    }

    void refuse(String id, String reason, String detail) {
        report.refused(file, 0, id, reason, detail);
    }

    void note(String kind, String detail) {
        report.found(kind, detail);
    }
}
