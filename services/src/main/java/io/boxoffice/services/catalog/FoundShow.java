package io.boxoffice.services.catalog;

/** A show found by a search, with the names that go with it. */
public record FoundShow(Show show, ShowLabels labels) {}
