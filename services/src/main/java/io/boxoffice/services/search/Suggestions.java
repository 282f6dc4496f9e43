package io.boxoffice.services.search;

import io.boxoffice.services.catalog.CatalogChanges.FindableEvent;
import io.boxoffice.services.catalog.CatalogChanges.FindableShow;
import io.boxoffice.services.catalog.Credit;
import io.boxoffice.services.catalog.OtherTitle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.CompiledAutomaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;
import org.apache.lucene.util.automaton.Operations;

/**
 * What somebody may mean who has begun to type: one term of the index a name and beginning of a word in it, so that what begins with
 * the text stands together. A typing error is forgiven when nothing begins so. For one text, by one thread.
 */
final class Suggestions {
    static final int MOST = 20;

    private static final char SEPARATOR = '\u001F';
    private static final int MAX_BEGINNINGS = 6;
    private static final int MAX_KEY = 60;

    /** Terms looked at in one segment, and documents of a term. */
    private static final int MAX_TERMS = 300;

    private static final int MAX_DOCUMENTS = 40;

    private final IndexSearcher searcher;
    private final Function<LeafReader, SegmentColumns> columnsOf;
    private final long nowMs;

    private record Candidate(Suggestion suggestion, boolean atBeginning, long weight) {}

    Suggestions(IndexSearcher searcher, Function<LeafReader, SegmentColumns> columnsOf, long nowMs) {
        this.searcher = searcher;
        this.columnsOf = columnsOf;
        this.nowMs = nowMs;
    }

    /** The terms of an event: kind, key from the beginning of a word on, whether that is the first, the text, the id. */
    static Set<String> terms(FindableEvent found) {
        Set<String> terms = new LinkedHashSet<>();
        if (found.shows().isEmpty()) {
            return terms;
        }
        String title = found.event().stated().title();
        long id = found.event().id();
        add(terms, Suggestion.Kind.EVENT, title, title, id);
        if (found.event().stated().originalTitle() != null) {
            add(terms, Suggestion.Kind.EVENT, found.event().stated().originalTitle(), title, id);
        }
        for (OtherTitle other : found.event().stated().otherTitles()) {
            add(terms, Suggestion.Kind.EVENT, other.title(), title, id);
        }
        for (Credit credit : found.event().stated().credits()) {
            add(terms, Suggestion.Kind.PERSON, credit.name(), credit.name(), 0);
        }
        for (FindableShow show : found.shows()) {
            add(
                    terms,
                    Suggestion.Kind.VENUE,
                    show.venue().name(),
                    show.venue().name(),
                    show.venue().id());
            String city = show.venue().city();
            if (city != null && !city.isBlank()) {
                add(terms, Suggestion.Kind.CITY, city.strip(), city.strip(), 0);
            }
        }
        return terms;
    }

    private static void add(Set<String> terms, Suggestion.Kind kind, String name, String text, long id) {
        for (String key : SearchText.keys(name)) {
            int begin = 0;
            for (int i = 0; i < MAX_BEGINNINGS && begin < key.length(); i++) {
                String part = key.substring(begin);
                terms.add("" + (char) ('a' + kind.ordinal())
                        + (part.length() > MAX_KEY ? part.substring(0, MAX_KEY) : part)
                        + SEPARATOR
                        + (begin == 0 ? '0' : '1')
                        + SEPARATOR
                        + EventDocuments.cut(text)
                        + SEPARATOR
                        + id);
                int space = key.indexOf(' ', begin);
                if (space < 0) {
                    break;
                }
                begin = space + 1;
            }
        }
    }

    List<Suggestion> of(String text, String city, int limit) throws IOException {
        String key = SearchText.key(text);
        if (key.isEmpty()) {
            return List.of();
        }
        String begun = key.length() > MAX_KEY ? key.substring(0, MAX_KEY) : key;
        Set<String> cityKeys = city == null ? null : SearchText.keys(city);
        Map<Suggestion, Candidate> found = new LinkedHashMap<>();
        for (boolean forgiving : new boolean[] {false, true}) {
            if (forgiving && (!found.isEmpty() || begun.length() < 4)) {
                break;
            }
            for (Suggestion.Kind kind : Suggestion.Kind.values()) {
                CompiledAutomaton like = forgiving ? like(kind, begun) : null;
                for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                    collect(leaf, kind, begun, like, cityKeys, found);
                }
            }
        }
        return mixed(found.values(), limit);
    }

    private static CompiledAutomaton like(Suggestion.Kind kind, String begun) {
        Automaton word = new LevenshteinAutomata(begun, true).toAutomaton(begun.length() < 9 ? 1 : 2);
        Automaton all = Operations.concatenate(
                List.of(Automata.makeChar('a' + kind.ordinal()), word, Automata.makeAnyString()));
        return new CompiledAutomaton(Operations.determinize(all, Operations.DEFAULT_DETERMINIZE_WORK_LIMIT));
    }

    private void collect(
            LeafReaderContext leaf,
            Suggestion.Kind kind,
            String begun,
            CompiledAutomaton like,
            Set<String> cityKeys,
            Map<Suggestion, Candidate> found)
            throws IOException {
        Terms terms = leaf.reader().terms(IndexFields.SUGGESTED);
        if (terms == null) {
            return;
        }
        BytesRef prefix = new BytesRef((char) ('a' + kind.ordinal()) + begun);
        TermsEnum each = like == null ? terms.iterator() : like.getTermsEnum(terms);
        BytesRef term = null;
        if (like != null) {
            term = each.next();
        } else if (each.seekCeil(prefix) != TermsEnum.SeekStatus.END) {
            term = each.term();
        }
        for (int i = 0; i < MAX_TERMS && term != null && (like != null || startsWith(term, prefix)); i++) {
            String[] parts = term.utf8ToString().split(String.valueOf(SEPARATOR), -1);
            long weight = parts.length == 4 ? weight(leaf, each, kind, cityKeys) : 0;
            if (weight > 0) {
                long id = Long.parseLong(parts[3]);
                Suggestion suggestion = new Suggestion(kind, parts[2], id == 0 ? null : id);
                boolean atBeginning = parts[1].equals("0");
                found.merge(suggestion, new Candidate(suggestion, atBeginning, weight), Suggestions::both);
            }
            term = each.next();
        }
    }

    private static Candidate both(Candidate one, Candidate other) {
        return new Candidate(one.suggestion(), one.atBeginning() || other.atBeginning(), one.weight() + other.weight());
    }

    private static boolean startsWith(BytesRef term, BytesRef prefix) {
        return org.apache.lucene.util.StringHelper.startsWith(term, prefix);
    }

    /** In how many events, that everybody may see and that have shows to come, the term is. */
    private long weight(LeafReaderContext leaf, TermsEnum term, Suggestion.Kind kind, Set<String> cityKeys)
            throws IOException {
        SegmentColumns columns = columnsOf.apply(leaf.reader());
        PostingsEnum documents = term.postings(null, PostingsEnum.NONE);
        long weight = 0;
        int looked = 0;
        for (int document = documents.nextDoc();
                document != DocIdSetIterator.NO_MORE_DOCS && looked < MAX_DOCUMENTS;
                document = documents.nextDoc()) {
            boolean isLive = leaf.reader().getLiveDocs() == null
                    || leaf.reader().getLiveDocs().get(document);
            if (isLive && isOffered(columns, document, kind == Suggestion.Kind.CITY ? null : cityKeys)) {
                weight++;
            }
            looked++;
        }
        return weight;
    }

    private boolean isOffered(SegmentColumns columns, int document, Set<String> cityKeys) {
        if (!columns.isPublic[document] || columns.isArchived[document]) {
            return false;
        }
        for (int show = columns.firstShow[document]; show < columns.firstShow[document + 1]; show++) {
            if (columns.endMs[show] > nowMs
                    && (cityKeys == null
                            || !java.util.Collections.disjoint(
                                    columns.cityKeys.get(columns.city[columns.place[show]]), cityKeys))) {
                return true;
            }
        }
        return false;
    }

    /** The best of each kind in turn, so that no kind takes all places; then the order of kinds. */
    private static List<Suggestion> mixed(java.util.Collection<Candidate> found, int limit) {
        Map<Suggestion.Kind, List<Candidate>> byKind = new LinkedHashMap<>();
        for (Candidate each : found) {
            byKind.computeIfAbsent(each.suggestion().kind(), k -> new ArrayList<>())
                    .add(each);
        }
        Comparator<Candidate> order = Comparator.comparing((Candidate c) -> !c.atBeginning())
                .thenComparing(c -> -c.weight())
                .thenComparing(c -> c.suggestion().text().length())
                .thenComparing(c -> c.suggestion().text());
        byKind.values().forEach(list -> list.sort(order));
        Set<Suggestion> chosen = new LinkedHashSet<>();
        for (int rank = 0; rank < limit && chosen.size() < limit; rank++) {
            for (List<Candidate> list : byKind.values()) {
                if (rank < list.size() && chosen.size() < limit) {
                    chosen.add(list.get(rank).suggestion());
                }
            }
        }
        return chosen.stream().sorted(Comparator.comparing(Suggestion::kind)).toList();
    }
}
