package io.boxoffice.services.search;

import org.apache.lucene.index.FieldInvertState;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.util.SmallFloat;

/**
 * The fields of an event's document, and what a word in each is worth. What a word is worth depends on the document and the words asked
 * alone, never on how many others have it: so an event keeps its place in a list while others come and go.
 */
final class IndexFields extends Similarity {
    static final String ID = "id";
    /** What else there is to know of the event for choosing it: {@link PackedEvent}. */
    static final String PACKED = "packed";
    /** The event as answers have it. */
    static final String SOURCE = "source";
    /** Where and by what it was written last: kept in a commit, not in documents. */
    static final String TITLE = "title";
    /** Original and other titles. */
    static final String OTHER = "other";

    static final String PEOPLE = "people";
    static final String GENRE = "genre";
    /** Names and cities of the venues of its shows. */
    static final String PLACE = "place";

    static final String DESCRIPTION = "description";
    /** All words of titles, people and places: what a misspelt word may have meant. */
    static final String NAMES = "names";
    /** Two neighbouring words of titles as one. */
    static final String PAIRS = "pairs";
    /** The title as one word. */
    static final String WHOLE = "whole";
    /** Other titles as one word each. */
    static final String OTHER_WHOLE = "otherWhole";
    /** Titles in pieces of some letters. */
    static final String PIECES = "pieces";
    /** Titles without any word. */
    static final String SIGNS = "signs";
    /** What is offered to who types: {@link Suggestions}. */
    static final String SUGGESTED = "suggested";

    @Override
    public long computeNorm(FieldInvertState state) {
        return SmallFloat.intToByte4(Math.max(1, state.getLength() - state.getNumOverlap()));
    }

    @Override
    public SimScorer scorer(float boost, CollectionStatistics collection, TermStatistics... terms) {
        boolean pieces = collection.field().equals(PIECES);
        boolean title = collection.field().equals(TITLE);
        return new SimScorer() {
            @Override
            public float score(float frequency, long norm) {
                int length = Math.max(1, SmallFloat.byte4ToInt((byte) norm));
                if (pieces) {
                    // Boosted by how many are asked: all pieces together make Dice's measure.
                    return 2 / (boost + length);
                }
                return title ? boost * (0.8f + 0.2f / length) : boost;
            }
        };
    }
}
