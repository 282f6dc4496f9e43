package io.boxoffice.services.search;

import io.boxoffice.gateway.availability.ShowViews;
import io.boxoffice.protocol.port.PublishedShow;
import io.boxoffice.services.catalog.Actor;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;

/**
 * One search: goes once through the events that match the text, or through all, looks at their shows, keeps the first of them, and
 * counts. By one thread.
 *
 * <p>What an event's place in the list is made of (how well it matches, when or where or at what price its show is, its id) depends on
 * it alone, so that pages neither repeat nor skip an event that did not change itself.
 */
final class SearchRun {
    /** A place in the list. */
    record Place(double first, double second, long id) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int order = Double.compare(first, other.first);
            if (order == 0) {
                order = Double.compare(second, other.second);
            }
            return order != 0 ? order : Long.compare(id, other.id);
        }
    }

    /**
     * An event found.
     *
     * @param document in the whole index
     * @param show     in its segment; -1: none
     */
    record Hit(Place place, int document, SegmentColumns columns, ShowChoice choice, int own, int show) {
        Long showId() {
            return show < 0 ? null : columns.showId[show];
        }
    }

    /**
     * A page.
     *
     * @param last the place after which it goes on; null: this was all
     */
    record Found(List<Hit> hits, Place last, boolean hasAny) {}

    private static final float LIKE_TITLE_WORTH = 8;

    private final IndexSearcher searcher;
    private final Function<LeafReader, SegmentColumns> columnsOf;
    private final EventQuery query;
    private final Actor mine;
    private final ShowViews views;
    private final long nowMs;
    private final Place after;
    private final FacetTally facets;
    private final EventQuery.Sort order;
    private PriorityQueue<Hit> best;
    private int keep;
    private boolean hasAny;

    SearchRun(
            IndexSearcher searcher,
            Function<LeafReader, SegmentColumns> columnsOf,
            EventQuery query,
            Actor mine,
            ShowViews views,
            long nowMs,
            Place after) {
        this.searcher = searcher;
        this.columnsOf = columnsOf;
        this.query = query;
        this.mine = mine;
        this.views = views;
        this.nowMs = nowMs;
        this.after = after;
        order = query.order();
        int today = (int) Instant.ofEpochMilli(nowMs)
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .toEpochDay();
        facets = new FacetTally(query.facets(), views, today);
    }

    List<FacetCounts> facets() {
        return facets.result();
    }

    /**
     * @param text   what Lucene is asked; null: all events
     * @param checks shows of which the seats may be looked at
     */
    Found page(TextQueries text, int size, int checks) throws IOException {
        boolean looksAtSeats = query.shows().seatsTogether() > 0;
        keep = looksAtSeats ? Integer.MAX_VALUE : size + 1;
        // The last of those that are kept is on top; with seats to look at the first is.
        Comparator<Hit> byPlace = Comparator.comparing(Hit::place);
        best = new PriorityQueue<>(looksAtSeats ? byPlace : byPlace.reversed());
        Weight words = weight(text == null ? null : text.signs() != null ? text.signs() : text.words());
        Weight pieces = weight(text == null ? null : text.pieces());
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            SegmentColumns columns = columnsOf.apply(leaf.reader());
            ShowChoice choice = new ShowChoice(columns, query, mine, views, nowMs);
            facets.begin(columns);
            if (text == null) {
                all(leaf, columns, choice);
            } else {
                matching(leaf, columns, choice, words, pieces, text.count());
            }
            facets.end();
        }
        return looksAtSeats ? withSeats(size, checks) : first(size);
    }

    private Weight weight(Query asked) throws IOException {
        return asked == null ? null : searcher.createWeight(searcher.rewrite(asked), ScoreMode.COMPLETE, 1);
    }

    private void all(LeafReaderContext leaf, SegmentColumns columns, ShowChoice choice) {
        Bits live = leaf.reader().getLiveDocs();
        int documents = leaf.reader().maxDoc();
        for (int document = 0; document < documents; document++) {
            if (live == null || live.get(document)) {
                event(leaf, columns, choice, document, 0);
            }
        }
    }

    private void matching(
            LeafReaderContext leaf,
            SegmentColumns columns,
            ShowChoice choice,
            Weight wordsWeight,
            Weight piecesWeight,
            int count)
            throws IOException {
        Bits live = leaf.reader().getLiveDocs();
        Scorer words = wordsWeight == null ? null : wordsWeight.scorer(leaf);
        Scorer pieces = piecesWeight == null ? null : piecesWeight.scorer(leaf);
        DocIdSetIterator byWords = words == null ? DocIdSetIterator.empty() : words.iterator();
        DocIdSetIterator byPieces = pieces == null ? DocIdSetIterator.empty() : pieces.iterator();
        int nextWords = byWords.nextDoc();
        int nextPieces = byPieces.nextDoc();
        while (Math.min(nextWords, nextPieces) != DocIdSetIterator.NO_MORE_DOCS) {
            int document = Math.min(nextWords, nextPieces);
            float score = 0;
            if (nextWords == document) {
                score = words.score() / count;
                nextWords = byWords.nextDoc();
            }
            if (nextPieces == document) {
                float likeness = pieces.score();
                score = likeness >= TextQueries.LEAST_LIKENESS ? Math.max(score, LIKE_TITLE_WORTH * likeness) : score;
                nextPieces = byPieces.nextDoc();
            }
            if (score > 0 && (live == null || live.get(document))) {
                event(leaf, columns, choice, document, score);
            }
        }
    }

    private void event(LeafReaderContext leaf, SegmentColumns columns, ShowChoice choice, int document, float score) {
        if (!choice.mayFind(document)) {
            return;
        }
        int eventLacks = choice.eventLacks(document);
        if (eventLacks != 0 && !facets.isAsked()) {
            return;
        }
        int chosen = -1;
        double chosenKey = Double.POSITIVE_INFINITY;
        for (int show = columns.firstShow[document]; show < columns.firstShow[document + 1]; show++) {
            int lacks = eventLacks | choice.showLacks(document, show);
            if (facets.isAsked()) {
                facets.show(document, show, lacks);
            }
            if (lacks == 0) {
                double key = showKey(columns, choice, show);
                if (chosen < 0 || key < chosenKey) {
                    chosen = show;
                    chosenKey = key;
                }
            }
        }
        int lacks = eventLacks | choice.languageLacks(document);
        if (facets.isAsked()) {
            if (chosen < 0 && !query.needsShow()) {
                facets.withoutShow(document, lacks);
            }
            facets.endOfEvent();
        }
        if (chosen >= 0 || !query.needsShow() && lacks == 0) {
            hasAny = true;
            offer(new Hit(
                    placeOf(columns, document, score, chosen, chosenKey),
                    leaf.docBase + document,
                    columns,
                    choice,
                    document,
                    chosen));
        }
    }

    /** By which one of an event's shows stands for it. */
    private double showKey(SegmentColumns columns, ShowChoice choice, int show) {
        if (order == EventQuery.Sort.PRICE) {
            return choice.price(show);
        }
        return order != EventQuery.Sort.TIME && query.near() ? choice.distance(show) : columns.startMs[show];
    }

    private Place placeOf(SegmentColumns columns, int document, float score, int show, double showKey) {
        double startMs = show < 0 ? Double.POSITIVE_INFINITY : columns.startMs[show];
        double key = show < 0 ? Double.POSITIVE_INFINITY : showKey;
        return switch (order) {
            case RELEVANCE -> new Place(-Math.rint(score * 100), key, columns.ids[document]);
            case TIME -> new Place(startMs, 0, columns.ids[document]);
            case DISTANCE, PRICE -> new Place(key, startMs, columns.ids[document]);
        };
    }

    private void offer(Hit hit) {
        if (after != null && hit.place().compareTo(after) <= 0) {
            return;
        }
        if (best.size() < keep) {
            best.add(hit);
        } else if (hit.place().compareTo(best.peek().place()) < 0) {
            best.poll();
            best.add(hit);
        }
    }

    private Found first(int size) {
        List<Hit> hits = new ArrayList<>(best);
        hits.sort(Comparator.comparing(Hit::place));
        if (hits.size() <= size) {
            return new Found(hits, null, hasAny);
        }
        return new Found(List.copyOf(hits.subList(0, size)), hits.get(size - 1).place(), hasAny);
    }

    /** Events in their order, of those that have a show with the seats; as many as may be looked at. */
    private Found withSeats(int size, int checks) {
        List<Hit> hits = new ArrayList<>();
        int left = checks;
        Place last = null;
        while (!best.isEmpty() && hits.size() < size && left > 0) {
            Hit hit = best.poll();
            last = hit.place();
            SegmentColumns columns = hit.columns();
            List<Integer> shows = new ArrayList<>();
            for (int i = columns.firstShow[hit.own()]; i < columns.firstShow[hit.own() + 1]; i++) {
                if (hit.choice().showLacks(hit.own(), i) == 0) {
                    shows.add(i);
                }
            }
            shows.sort(Comparator.comparingDouble(i -> showKey(columns, hit.choice(), i)));
            for (int i = 0; i < shows.size() && left > 0; i++, left--) {
                PublishedShow show = views.find(columns.showId[shows.get(i)]);
                if (show != null && views.hasTogether(show, query.shows().seatsTogether())) {
                    hits.add(new Hit(hit.place(), hit.document(), columns, hit.choice(), hit.own(), shows.get(i)));
                    break;
                }
            }
        }
        return new Found(hits, best.isEmpty() ? null : last, hasAny);
    }
}
