package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a venue or a hall has for its visitors. */
public enum Amenity {
    PARKING,
    ACCESSIBLE_PARKING,
    BICYCLE_PARKING,
    STEP_FREE,
    LIFT,
    ACCESSIBLE_TOILET,
    HEARING_LOOP,
    ASSISTANCE_DOGS,
    BABY_CHANGING,
    CLOAKROOM,
    CAFE,
    BAR,
    RESTAURANT,
    SHOP,
    WIFI,
    AIR_CONDITIONING;

    /** As answers and rows write it. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
