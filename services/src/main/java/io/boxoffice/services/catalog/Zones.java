package io.boxoffice.services.catalog;

import java.time.DateTimeException;
import java.time.ZoneId;

/** Time zones of venues. */
final class Zones {
    private Zones() {}

    /**
     * Whether it is the name of a zone. Offsets and abbreviations are none: they know no daylight saving, and PostgreSQL might read
     * them another way.
     */
    static boolean isNamed(String zone) {
        if (zone.indexOf('/') <= 0 && !zone.equals("UTC")) {
            return false;
        }
        try {
            return ZoneId.of(zone) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
