package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an event is. */
public enum EventKind {
    FILM("ScreeningEvent"),
    CONCERT("MusicEvent"),
    PLAY("TheaterEvent"),
    MUSICAL("TheaterEvent"),
    OPERA("TheaterEvent"),
    DANCE("DanceEvent"),
    COMEDY("ComedyEvent"),
    SPORT("SportsEvent"),
    EXHIBITION("ExhibitionEvent"),
    FESTIVAL("Festival"),
    FAMILY("ChildrensEvent"),
    TALK("EducationEvent"),
    STREAM("Event"),
    OTHER("Event");

    private final String schemaOrgType;

    EventKind(String schemaOrgType) {
        this.schemaOrgType = schemaOrgType;
    }

    /**
     * What schema.org calls it.
     *
     * @param kind null: not known
     */
    public static String schemaOrgType(EventKind kind) {
        return kind == null ? "Event" : kind.schemaOrgType;
    }

    /** As answers and rows write it. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
