package io.boxoffice.services.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.search.EventSearch;
import io.boxoffice.services.site.Programme.City;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What somebody may mean who has begun to type: events that are on, venues and cities, by their names in memory, in one pass over them;
 * then, from the index, people, and what a typing error may have meant. Without an index memory alone is asked. What has begun to be
 * on is suggested some seconds later. Any thread.
 */
final class SearchSuggestions {
    private static final int MAX_SUGGESTIONS = 8;
    private static final long MAX_AGE_MS = 5_000;
    /** From so many letters on they are looked for within words too; in scripts without spaces always. */
    private static final int WITHIN_WORDS_CHARS = 3;

    /** Places that people may have beside others. */
    private static final int PEOPLE = 2;

    private static final int NO_MATCH = Integer.MAX_VALUE;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Comparator<Match> BEST_FIRST = Comparator.comparingInt(Match::rank)
            .thenComparingInt(match -> match.name.key.length())
            .thenComparing(match -> match.name.kind)
            .thenComparing(match -> match.name.path);

    private final Programmes programmes;
    private final EventSearch search;
    private final Clock clock;
    private final ReentrantLock making = new ReentrantLock();
    private volatile Names names = new Names(Map.of(), Long.MIN_VALUE);

    /** What can be suggested. */
    private enum Kind {
        EVENT,
        VENUE,
        CITY
    }

    /** A name, what it leads to, and how it is compared. */
    private record Name(Kind kind, String text, String path, String key) {}

    /** By kind and id. */
    private record Names(Map<String, Name> all, long atMs) {}

    private record Match(Name name, int rank) {}

    /** One of an answer; {@code line} says what it is. */
    private record Suggestion(String text, String line, String path) {}

    SearchSuggestions(Programmes programmes, EventSearch search, Clock clock) {
        this.programmes = programmes;
        this.search = search;
        this.clock = clock;
    }

    /** The best ones as JSON, an array of {@code text}, {@code line} and {@code path}; empty when nothing is asked. */
    byte[] json(Say say, String text) {
        String wanted = SearchFinding.folded(text).strip();
        List<Suggestion> best = new ArrayList<>();
        if (!wanted.isEmpty()) {
            String[] words = wanted.split("[^\\p{L}\\p{N}]+");
            List<Suggestion> byName = best(wanted, words).stream()
                    .map(match -> suggestion(say, match.name))
                    .toList();
            List<Suggestion> indexed = indexed(say, text);
            String person = say.text("suggest.person");
            List<Suggestion> people = indexed.stream()
                    .filter(each -> each.line.equals(person))
                    .limit(byName.isEmpty() ? MAX_SUGGESTIONS : PEOPLE)
                    .toList();
            Set<Suggestion> all =
                    new LinkedHashSet<>(byName.subList(0, Math.min(byName.size(), MAX_SUGGESTIONS - people.size())));
            if (byName.isEmpty()) {
                all.addAll(indexed);
            }
            all.addAll(people);
            all.stream().limit(MAX_SUGGESTIONS).forEach(best::add);
        }
        try {
            return JSON.writeValueAsBytes(best);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Suggestion> indexed(Say say, String text) {
        try {
            Programme now = programmes.now();
            return search.suggestions(text, null, MAX_SUGGESTIONS).stream()
                    .map(found -> indexed(say, found, now))
                    .filter(Objects::nonNull)
                    .toList();
        } catch (DatabaseUnavailableException | InvalidInputException e) {
            return List.of();
        }
    }

    /** Null of what pages do not have. */
    private static Suggestion indexed(Say say, io.boxoffice.services.search.Suggestion found, Programme now) {
        String language = '/' + say.code();
        String text = found.text();
        return switch (found.kind()) {
            case EVENT ->
                now.ofEvent(found.id()).isEmpty()
                        ? null
                        : new Suggestion(
                                text, say.text("suggest.event"), language + ShowWords.eventPath(found.id(), text));
            case VENUE ->
                now.atVenue(found.id()).isEmpty()
                        ? null
                        : new Suggestion(
                                text, say.text("suggest.venue"), language + ShowWords.venuePath(found.id(), text));
            case CITY -> {
                City city = now.city(Slugs.of(text));
                yield city == null
                        ? null
                        : new Suggestion(text, say.text("suggest.city"), language + '/' + Slugs.encode(city.slug()));
            }
            case PERSON ->
                new Suggestion(text, say.text("suggest.person"), language + "/search?q=" + Slugs.encode(text));
        };
    }

    /** In one pass, keeping no more than are told. */
    private List<Match> best(String wanted, String[] words) {
        PriorityQueue<Match> best = new PriorityQueue<>(MAX_SUGGESTIONS + 1, BEST_FIRST.reversed());
        for (Name name : names().all.values()) {
            int rank = rank(name.key, wanted, words);
            if (rank != NO_MATCH) {
                best.add(new Match(name, rank));
                if (best.size() > MAX_SUGGESTIONS) {
                    best.remove();
                }
            }
        }
        return best.stream().sorted(BEST_FIRST).toList();
    }

    private static Suggestion suggestion(Say say, Name name) {
        String line =
                switch (name.kind) {
                    case EVENT -> say.text("suggest.event");
                    case VENUE -> say.text("suggest.venue");
                    case CITY -> say.text("suggest.city");
                };
        return new Suggestion(name.text, line, '/' + say.code() + name.path);
    }

    /** The smaller, the better: begins so, has words that begin so, has it somewhere. */
    private static int rank(String key, String wanted, String[] words) {
        if (key.startsWith(wanted)) {
            return 0;
        }
        boolean all = words.length > 0;
        for (String word : words) {
            all &= hasWord(key, word);
        }
        if (all) {
            return 1;
        }
        boolean within = wanted.length() >= WITHIN_WORDS_CHARS
                || wanted.codePoints().anyMatch(Character::isIdeographic)
                || wanted.codePoints()
                        .anyMatch(c -> Character.UnicodeBlock.of(c) == Character.UnicodeBlock.HANGUL_JAMO);
        return within && key.contains(wanted) ? 2 : NO_MATCH;
    }

    private static boolean hasWord(String key, String word) {
        for (int at = key.indexOf(word); at >= 0; at = key.indexOf(word, at + 1)) {
            if (at == 0 || !Character.isLetterOrDigit(key.charAt(at - 1))) {
                return true;
            }
        }
        return false;
    }

    private Names names() {
        Names last = names;
        boolean isFresh = !last.all.isEmpty() && Math.abs(clock.millis() - last.atMs) < MAX_AGE_MS;
        if (isFresh || !making.tryLock()) {
            return last;
        }
        try {
            names = new Names(named(programmes.now(), last.all), clock.millis());
            return names;
        } finally {
            making.unlock();
        }
    }

    /** What was there before under the same name is taken over, as folding names takes the most time. */
    private static Map<String, Name> named(Programme programme, Map<String, Name> before) {
        Map<String, Name> all = new HashMap<>();
        for (City city : programme.cities()) {
            add(all, before, Kind.CITY, city.slug(), city.name(), () -> '/' + Slugs.encode(city.slug()));
        }
        for (long venue : programme.venues()) {
            String name = programme.atVenue(venue).get(0).card().venueName();
            add(all, before, Kind.VENUE, Long.toString(venue), name, () -> ShowWords.venuePath(venue, name));
        }
        for (long event : programme.events()) {
            String title = programme.ofEvent(event).get(0).card().eventTitle();
            add(all, before, Kind.EVENT, Long.toString(event), title, () -> ShowWords.eventPath(event, title));
        }
        return all;
    }

    private static void add(
            Map<String, Name> all, Map<String, Name> before, Kind kind, String id, String text, Supplier<String> path) {
        String key = kind + id;
        Name known = before.get(key);
        boolean isSame = known != null && known.text.equals(text);
        all.put(key, isSame ? known : new Name(kind, text, path.get(), SearchFinding.folded(text)));
    }
}
