package io.boxoffice.services.search;

import io.boxoffice.services.search.SearchText.Word;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostAttribute;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * What Lucene is asked of a text. Each word must be somewhere: in the title best, then in other titles, people, places, genres, and
 * the description last. A word that no name has may be a misspelt one. Besides, whole titles are found that are like the whole text.
 *
 * @param words  all words; null: there are none
 * @param pieces of titles that are like the text; null when that is not asked
 * @param signs  what the title is of a text without words; null: there are words
 * @param count  of the words that must be there: scores are divided by it
 */
record TextQueries(Query words, Query pieces, Query signs, int count) {
    /** How much is forgiven. */
    enum Way {
        /** Words that no name has. */
        UNKNOWN_WORDS,
        /** Every word. */
        EVERY_WORD,
        /** Every word, and one may be missing. */
        ALL_BUT_ONE
    }

    /** A title is like the text from this measure of Dice on. */
    static final float LEAST_LIKENESS = 0.5f;

    private static final int MAX_WORDS = 24;
    private static final int MAX_MEANT = 24;
    private static final float MISSPELT = 0.8f;
    private static final float OTHERWISE = 0.95f;
    private static final Pattern EXCLUDED =
            Pattern.compile("(?<=^|\\s)-(\"[^\"]*\"|[\\p{L}\\p{N}][^\\s]*)", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Map<String, Float> WORTH = worth();
    private static final Set<String> NAMED =
            Set.of(IndexFields.TITLE, IndexFields.OTHER, IndexFields.PEOPLE, IndexFields.PLACE, IndexFields.PAIRS);

    private static Map<String, Float> worth() {
        Map<String, Float> worth = new LinkedHashMap<>();
        worth.put(IndexFields.TITLE, 10f);
        worth.put(IndexFields.PAIRS, 9f);
        worth.put(IndexFields.OTHER, 8f);
        worth.put(IndexFields.PEOPLE, 6f);
        worth.put(IndexFields.PLACE, 5f);
        worth.put(IndexFields.GENRE, 4f);
        worth.put(IndexFields.DESCRIPTION, 1f);
        return worth;
    }

    static TextQueries of(String text, Way way, IndexReader reader) throws IOException {
        String plain = SearchText.plainDashes(text);
        List<Word> excluded = new ArrayList<>();
        Matcher found = EXCLUDED.matcher(plain);
        StringBuilder rest = new StringBuilder();
        while (found.find()) {
            excluded.addAll(SearchText.asked(found.group(1)));
            found.appendReplacement(rest, " ");
        }
        found.appendTail(rest);
        List<Word> words = SearchText.asked(rest.toString());
        if (words.isEmpty()) {
            String signs = SearchText.signs(rest.toString());
            return new TextQueries(
                    null, null, new TermQuery(new Term(IndexFields.SIGNS, EventDocuments.cut(signs))), 1);
        }
        return of(words.subList(0, Math.min(words.size(), MAX_WORDS)), excluded, way, reader);
    }

    private static TextQueries of(List<Word> words, List<Word> excluded, Way way, IndexReader reader)
            throws IOException {
        boolean onlySmall = words.stream().allMatch(Word::isSmall);
        Terms names = MultiTerms.getTerms(reader, IndexFields.NAMES);
        List<Query> needed = new ArrayList<>();
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            Query one = anywhere(word, pairs(words, i), way, reader, names);
            if (word.isSmall() && !onlySmall) {
                all.add(new BoostQuery(one, 0.1f), Occur.SHOULD);
            } else {
                needed.add(one);
            }
        }
        boolean oneLess = way == Way.ALL_BUT_ONE && needed.size() > 2;
        BooleanQuery.Builder must = new BooleanQuery.Builder();
        needed.forEach(each -> must.add(each, oneLess ? Occur.SHOULD : Occur.MUST));
        if (oneLess) {
            must.setMinimumNumberShouldMatch(needed.size() - 1);
        }
        all.add(must.build(), Occur.MUST);
        int count = needed.size();
        addWholes(all, words, count);
        BooleanQuery.Builder pieces = pieces(words);
        // Titles that differ in their numbers alone are not like each other.
        words.stream().filter(Word::isNumber).forEach(each -> pieces.add(inTitles(each), Occur.FILTER));
        for (Word word : excluded) {
            Query one = plainly(word);
            all.add(one, Occur.MUST_NOT);
            pieces.add(one, Occur.MUST_NOT);
        }
        return new TextQueries(all.build(), pieces.build(), null, count);
    }

    /** The whole text is the title, or its words stand there in this order: worth more than having all words. */
    private static void addWholes(BooleanQuery.Builder all, List<Word> words, int count) {
        for (String whole : new LinkedHashSet<>(
                List.of(SearchText.joined(words(words), true), SearchText.joined(words(words), false)))) {
            if (!whole.isEmpty()) {
                String term = EventDocuments.cut(whole);
                all.add(new BoostQuery(new TermQuery(new Term(IndexFields.WHOLE, term)), 3f * count), Occur.SHOULD);
                all.add(
                        new BoostQuery(new TermQuery(new Term(IndexFields.OTHER_WHOLE, term)), 3f * count),
                        Occur.SHOULD);
            }
        }
        if (words.size() > 1) {
            MultiPhraseQuery.Builder phrase = new MultiPhraseQuery.Builder();
            words.forEach(word -> phrase.add(word.forms().stream()
                    .map(form -> new Term(IndexFields.TITLE, form))
                    .toArray(Term[]::new)));
            all.add(new BoostQuery(phrase.build(), count), Occur.SHOULD);
        }
    }

    /** Pairs of characters overlap: joined, each counts once. */
    private static List<Word> words(List<Word> asked) {
        List<Word> words = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            Word word = asked.get(i);
            String plain = word.plain();
            boolean goesOn = !word.spaced()
                    && i + 1 < asked.size()
                    && !asked.get(i + 1).spaced()
                    && plain.codePointCount(0, plain.length()) == 2
                    && asked.get(i + 1).plain().startsWith(plain.substring(plain.offsetByCodePoints(0, 1)));
            words.add(goesOn ? new Word(List.of(plain.substring(0, plain.offsetByCodePoints(0, 1))), false) : word);
        }
        return words;
    }

    private static BooleanQuery.Builder pieces(List<Word> words) {
        Set<String> asked = SearchText.pieces(SearchText.joined(words(words), true));
        BooleanQuery.Builder pieces = new BooleanQuery.Builder();
        List<String> some = new ArrayList<>(asked);
        if (some.size() > 60) {
            some = some.subList(0, 60);
        }
        for (String piece : some) {
            pieces.add(new BoostQuery(new TermQuery(new Term(IndexFields.PIECES, piece)), some.size()), Occur.SHOULD);
        }
        // As many as the measure needs of a title as long as the text.
        return pieces.setMinimumNumberShouldMatch(Math.max(1, (int) (some.size() * 0.4)));
    }

    private static List<String> pairs(List<Word> words, int at) {
        List<String> pairs = new ArrayList<>();
        if (at > 0 && words.get(at - 1).spaced() && words.get(at).spaced()) {
            pairs.add(words.get(at - 1).plain() + words.get(at).plain());
        }
        if (at + 1 < words.size() && words.get(at).spaced() && words.get(at + 1).spaced()) {
            pairs.add(words.get(at).plain() + words.get(at + 1).plain());
        }
        return pairs;
    }

    private static Query anywhere(Word word, List<String> pairs, Way way, IndexReader reader, Terms names)
            throws IOException {
        List<Query> ways = new ArrayList<>();
        boolean known = false;
        for (String form : word.forms()) {
            // As it is written comes before as it may be written.
            addTerms(ways, WORTH.keySet(), form, form.equals(word.plain()) ? 1 : OTHERWISE);
            known |= reader.docFreq(new Term(IndexFields.NAMES, form)) > 0
                    || reader.docFreq(new Term(IndexFields.PAIRS, form)) > 0;
        }
        for (String pair : pairs) {
            addTerms(ways, NAMED, pair, 1);
            known |= reader.docFreq(new Term(IndexFields.NAMES, pair)) > 0;
        }
        if (word.spaced() && names != null && (!known || way != Way.UNKNOWN_WORDS)) {
            for (Map.Entry<String, Float> meant : meant(word.plain(), names).entrySet()) {
                addTerms(ways, NAMED, meant.getKey(), MISSPELT * meant.getValue());
            }
        }
        return new DisjunctionMaxQuery(ways, 0);
    }

    private static void addTerms(List<Query> ways, Set<String> fields, String term, float share) {
        for (String field : fields) {
            ways.add(new BoostQuery(new TermQuery(new Term(field, term)), WORTH.get(field) * share));
        }
    }

    /** Words that names have and that are like this one, with how much. */
    private static Map<String, Float> meant(String word, Terms names) throws IOException {
        int length = word.codePointCount(0, word.length());
        Map<String, Float> meant = new LinkedHashMap<>();
        if (length < 4 || word.chars().allMatch(Character::isDigit)) {
            return meant;
        }
        int edits = length < 8 ? 1 : 2;
        FuzzyTermsEnum like =
                new FuzzyTermsEnum(names, new Term(IndexFields.NAMES, word), edits, edits == 1 ? 0 : 1, true);
        BoostAttribute boost = like.attributes().addAttribute(BoostAttribute.class);
        while (meant.size() < MAX_MEANT && like.next() != null) {
            meant.put(like.term().utf8ToString(), boost.getBoost());
        }
        return meant;
    }

    private static Query plainly(Word word) {
        return in(WORTH.keySet(), word);
    }

    private static Query inTitles(Word word) {
        return in(Set.of(IndexFields.TITLE, IndexFields.OTHER), word);
    }

    private static Query in(Set<String> fields, Word word) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        for (String form : word.forms()) {
            for (String field : fields) {
                any.add(new TermQuery(new Term(field, form)), Occur.SHOULD);
            }
        }
        return any.build();
    }
}
