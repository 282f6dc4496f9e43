package io.boxoffice.services.catalog;

/**
 * The ways in which an event may have what is looked for, the best first. In the SQL {@code k} is its row of {@code
 * catalog.event_search}, {@code w} that of {@code catalog.event_words}, {@code :text} what was asked, by {@link SearchText},
 * and {@code :alike} words like its words.
 */
enum WordMatch {
    /** All words are in the title; the less else is there, the better. */
    TITLE("", "k.title_words @@ " + Sql.ASKED, "ts_rank(k.title_words, " + Sql.ASKED + ", 2)", 4_000),

    /** All words are somewhere in title, genres and description, but not all in the title. */
    ELSEWHERE(
            Sql.WORDS,
            "w.words @@ " + Sql.ASKED + " AND NOT k.title_words @@ " + Sql.ASKED,
            "ts_rank(w.words, " + Sql.ASKED + ")",
            1_000),

    /**
     * The title is like the text, and not all words are in it or elsewhere; by trigrams, of titles that have a word like one of
     * the text's. The subquery keeps PostgreSQL from reading all rows of {@code event_words} at once.
     */
    ALIKE(
            "",
            "k.title_words @@ CAST(:alike AS tsquery) AND catalog.fold(:text) <% k.title_key AND NOT coalesce("
                    + "(SELECT w.words @@ " + Sql.ASKED
                    + " FROM catalog.event_words w WHERE w.event_id = k.event_id), false)",
            "word_similarity(catalog.fold(:text), k.title_key)",
            300);

    static final class Sql {
        static final String ASKED = "websearch_to_tsquery('simple', catalog.fold(:text))";
        static final String WORDS = " JOIN catalog.event_words w ON w.event_id = k.event_id";
    }

    /** What is needed besides k. */
    final String with;

    /** Which events match so. */
    final String where;

    /** How well one does: more is better. */
    final String rank;

    /** Of more events it is not worth the time to see which match best. */
    final int mostRanked;

    WordMatch(String with, String where, String rank, int mostRanked) {
        this.with = with;
        this.where = where;
        this.rank = rank;
        this.mostRanked = mostRanked;
    }
}
