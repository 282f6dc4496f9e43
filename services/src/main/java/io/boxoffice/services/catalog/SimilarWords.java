package io.boxoffice.services.catalog;

import java.util.List;
import java.util.StringJoiner;
import org.jdbi.v3.core.Handle;

/**
 * Words of titles that are like those of a text, to find titles by that are like it.
 *
 * @param query  any of them, as a tsquery
 * @param titles how many titles they are in, at most
 */
record SimilarWords(String query, int titles) {
    /** Of the text: the longest, as they tell most. */
    private static final int MOST_WORDS = 12;

    private record Word(String word, int titles) {}

    /**
     * The words most like those of the text.
     *
     * @param mostTitles the most alike come first, and those are left out with which it would be more titles; but there is one
     * @return null when there is none, or when the text says what shall not be found
     */
    static SimilarWords find(Handle handle, String text, int mostTitles) {
        List<Word> alike = handle.createQuery("""
                        SELECT w.word, w.events FROM
                          (SELECT word
                           FROM unnest(tsvector_to_array(to_tsvector('simple', catalog.fold(:text)))) AS word
                           WHERE strpos(CAST(websearch_to_tsquery('simple', catalog.fold(:text)) AS text), '!') = 0
                           ORDER BY length(word) DESC, word LIMIT :most) a
                          JOIN catalog.title_words w ON a.word <% w.word
                        GROUP BY w.word ORDER BY max(similarity(a.word, w.word)) DESC, w.events, w.word LIMIT 200""")
                .bind("text", text)
                .bind("most", MOST_WORDS)
                .map((row, context) -> new Word(row.getString("word"), row.getInt("events")))
                .list();
        StringJoiner any = new StringJoiner(" | ");
        int titles = 0;
        for (Word each : alike) {
            if (titles + each.titles() <= mostTitles) {
                titles += each.titles();
                any.add(quoted(each.word()));
            }
        }
        if (titles == 0 && !alike.isEmpty()) {
            return new SimilarWords(quoted(alike.get(0).word()), alike.get(0).titles());
        }
        return alike.isEmpty() ? null : new SimilarWords(any.toString(), titles);
    }

    private static String quoted(String word) {
        return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
