package io.boxoffice.services.search;

import com.fasterxml.jackson.core.type.TypeReference;
import io.boxoffice.services.catalog.CatalogChanges.FindableEvent;
import io.boxoffice.services.catalog.CatalogChanges.FindableShow;
import io.boxoffice.services.catalog.CatalogChanges.FindableVenue;
import io.boxoffice.services.catalog.Credit;
import io.boxoffice.services.catalog.Event;
import io.boxoffice.services.catalog.EventPicture;
import io.boxoffice.services.catalog.EventRequest;
import io.boxoffice.services.catalog.OtherTitle;
import io.boxoffice.services.database.Rows;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;

/** Makes an event's document, and reads the event from it. Any thread. */
final class EventDocuments {
    private static final FieldType WORDS = type(IndexOptions.DOCS, false);
    private static final FieldType MEASURED = type(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS, true);
    private static final FieldType COUNTED = type(IndexOptions.DOCS, true);

    /** The event as it is kept: answers unwrap what this does not. */
    record Kept(long id, long ownerId, EventRequest stated, List<EventPicture> pictures, long version) {}

    private EventDocuments() {}

    private static FieldType type(IndexOptions options, boolean measured) {
        FieldType type = new FieldType();
        type.setIndexOptions(options);
        type.setTokenized(true);
        type.setOmitNorms(!measured);
        type.freeze();
        return type;
    }

    static Document document(FindableEvent found) {
        Event event = found.event();
        EventRequest stated = event.stated();
        Document document = new Document();
        document.add(new StringField(IndexFields.ID, Long.toString(event.id()), Field.Store.NO));
        document.add(new BinaryDocValuesField(
                IndexFields.PACKED, PackedEvent.of(found).bytes()));
        document.add(new StoredField(
                IndexFields.SOURCE,
                Rows.json(new Kept(event.id(), event.ownerId(), stated, event.pictures(), event.version()))));

        List<SearchText.Word> title = SearchText.stored(stated.title());
        List<List<SearchText.Word>> others = Stream.concat(
                        Stream.ofNullable(stated.originalTitle()),
                        stated.otherTitles().stream().map(OtherTitle::title))
                .map(SearchText::stored)
                .toList();
        List<List<SearchText.Word>> people = stated.credits().stream()
                .map(Credit::name)
                .distinct()
                .map(SearchText::stored)
                .toList();
        List<List<SearchText.Word>> places = placesOf(found);
        add(document, IndexFields.TITLE, MEASURED, List.of(title));
        add(document, IndexFields.OTHER, WORDS, others);
        add(document, IndexFields.PEOPLE, WORDS, people);
        add(document, IndexFields.PLACE, WORDS, places);
        List<String> kinds = new ArrayList<>(stated.genres());
        if (stated.year() != null) {
            kinds.add(stated.year().toString());
        }
        add(
                document,
                IndexFields.GENRE,
                WORDS,
                kinds.stream().map(SearchText::stored).toList());
        if (stated.description() != null) {
            add(document, IndexFields.DESCRIPTION, WORDS, List.of(SearchText.stored(stated.description())));
        }
        List<List<SearchText.Word>> names = new ArrayList<>(others);
        names.add(title);
        names.addAll(people);
        names.addAll(places);
        add(document, IndexFields.NAMES, WORDS, names);
        addTitles(document, title, others);
        addSigns(document, stated);
        document.add(new Field(IndexFields.SUGGESTED, new WordTokens().addTerms(Suggestions.terms(found)), WORDS));
        return document;
    }

    private static List<List<SearchText.Word>> placesOf(FindableEvent found) {
        Set<String> texts = new LinkedHashSet<>();
        for (FindableShow show : found.shows()) {
            FindableVenue venue = show.venue();
            texts.add(venue.name());
            if (venue.city() != null) {
                texts.add(venue.city());
            }
        }
        return texts.stream().map(SearchText::stored).toList();
    }

    private static void addTitles(Document document, List<SearchText.Word> title, List<List<SearchText.Word>> others) {
        Set<String> pairs = new LinkedHashSet<>();
        addPairs(pairs, title);
        addTerm(document, IndexFields.WHOLE, SearchText.joined(title, true), SearchText.joined(title, false));
        Set<String> pieces = SearchText.pieces(SearchText.joined(title, true));
        document.add(new Field(IndexFields.PIECES, new WordTokens().addTerms(pieces), COUNTED));
        for (List<SearchText.Word> other : others) {
            addPairs(pairs, other);
            addTerm(document, IndexFields.OTHER_WHOLE, SearchText.joined(other, true), SearchText.joined(other, false));
        }
        document.add(new Field(IndexFields.PAIRS, new WordTokens().addTerms(pairs), WORDS));
    }

    private static void addPairs(Set<String> pairs, List<SearchText.Word> words) {
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i).spaced() && words.get(i + 1).spaced()) {
                pairs.add(words.get(i).plain() + words.get(i + 1).plain());
            }
        }
    }

    private static void addTerm(Document document, String field, String... terms) {
        for (String term : new LinkedHashSet<>(List.of(terms))) {
            if (!term.isEmpty()) {
                document.add(new StringField(field, cut(term), Field.Store.NO));
            }
        }
    }

    /** What a term may take. */
    static String cut(String term) {
        return term.length() > 400 ? term.substring(0, 400) : term;
    }

    private static void addSigns(Document document, EventRequest stated) {
        Stream.concat(
                        Stream.of(stated.title()),
                        Stream.concat(
                                Stream.ofNullable(stated.originalTitle()),
                                stated.otherTitles().stream().map(OtherTitle::title)))
                .map(SearchText::signs)
                .filter(signs -> !signs.isEmpty())
                .distinct()
                .forEach(signs -> document.add(new StringField(IndexFields.SIGNS, cut(signs), Field.Store.NO)));
    }

    private static void add(Document document, String name, FieldType type, List<List<SearchText.Word>> texts) {
        WordTokens tokens = new WordTokens();
        texts.forEach(tokens::add);
        if (!tokens.isEmpty()) {
            document.add(new Field(name, tokens, type));
        }
    }

    static Event event(Document document) {
        Kept kept = Rows.fromJson(document.get(IndexFields.SOURCE), new TypeReference<Kept>() {});
        return new Event(kept.id(), kept.ownerId(), kept.stated(), kept.pictures(), kept.version());
    }
}
