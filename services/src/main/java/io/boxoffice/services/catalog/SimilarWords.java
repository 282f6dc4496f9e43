package io.boxoffice.services.catalog;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Words of titles that are like those of a text, to find titles by that are like it. */
final class SimilarWords {
    /** Of the text: the longest, as they tell most. */
    private static final int MOST_WORDS = 12;

    private record Pair(String asked, String word, int titles) {}

    private SimilarWords() {}

    /**
     * What a title that is like the text may have: any of the words most like those of the text, or the most alike of each
     * together.
     *
     * @param text       by {@link SearchText}
     * @param mostTitles the most alike come first; by themselves only those count with which it is not more titles
     * @return a tsquery, or null when there are none, or when the text says what shall not be found
     */
    static String query(Handle handle, String text, int mostTitles) {
        List<Pair> alike = handle.createQuery("""
                        SELECT a.word AS asked, w.word, w.events FROM
                          (SELECT word
                           FROM unnest(tsvector_to_array(to_tsvector('simple', catalog.fold(:text)))) AS word
                           WHERE strpos(CAST(websearch_to_tsquery('simple', catalog.fold(:text)) AS text), '!') = 0
                           ORDER BY length(word) DESC, word LIMIT :most) a
                          JOIN catalog.title_words w ON a.word <% w.word OR a.word <<% w.word
                        ORDER BY similarity(a.word, w.word) DESC, w.events, w.word LIMIT 200""")
                .bind("text", text)
                .bind("most", MOST_WORDS)
                .map((row, context) -> new Pair(row.getString("asked"), row.getString("word"), row.getInt("events")))
                .list();
        if (alike.isEmpty()) {
            return null;
        }
        Set<String> any = new LinkedHashSet<>();
        Map<String, String> mostAlike = new LinkedHashMap<>();
        int titles = 0;
        for (Pair each : alike) {
            if (titles + each.titles() <= mostTitles && any.add(quoted(each.word()))) {
                titles += each.titles();
            }
            mostAlike.putIfAbsent(each.asked(), quoted(each.word()));
        }
        any.add("(" + String.join(" & ", mostAlike.values()) + ")");
        return String.join(" | ", any);
    }

    private static String quoted(String word) {
        return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
