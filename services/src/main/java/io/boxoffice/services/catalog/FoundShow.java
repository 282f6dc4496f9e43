package io.boxoffice.services.catalog;

/** A show found by a search, with the names that go with it. */
public record FoundShow(
        Show show, String eventTitle, String venueName, String city, String timezone, String hallName) {}
