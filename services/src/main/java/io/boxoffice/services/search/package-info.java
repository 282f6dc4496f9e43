/**
 * Finding events: an index on disk beside PostgreSQL. {@link io.boxoffice.services.search.SearchIndex} keeps it like PostgreSQL,
 * {@link io.boxoffice.services.search.EventSearch} asks it, {@link io.boxoffice.services.search.SearchText} is the one normal form
 * of what is stored and what is asked. See docs/search.md.
 */
package io.boxoffice.services.search;
