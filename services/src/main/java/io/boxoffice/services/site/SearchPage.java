package io.boxoffice.services.site;

import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.services.site.Programme.City;
import io.boxoffice.services.site.SearchFinding.Found;
import io.boxoffice.services.site.SearchFinding.Item;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Looking for events. Blocks; any thread. */
final class SearchPage {
    private static final int CARDS = 24;
    private static final int NEAR_CARDS = 6;

    private final Drawing drawing;
    private final Programmes programmes;
    private final Details details;
    private final Glances glances;
    private final SearchFinding finding;
    private final Clock clock;

    SearchPage(
            Drawing drawing,
            Programmes programmes,
            Details details,
            Glances glances,
            SearchFinding finding,
            Clock clock) {
        this.drawing = drawing;
        this.programmes = programmes;
        this.details = details;
        this.glances = glances;
        this.finding = finding;
        this.clock = clock;
    }

    /**
     * The page of a search.
     *
     * @throws InvalidInputException when it asks for what cannot be
     */
    byte[] draw(Say say, SearchAsked asked) {
        City city = finding.city(asked);
        ShowWords words = new ShowWords(say, glances, clock.instant());
        Found found = finding.find(asked, CARDS, SearchChoices.COUNTED);
        List<View.EventCard> cards = cards(words, found.items());
        View.Note note = null;
        List<View.EventCard> near = List.of();
        if (cards.isEmpty()) {
            note = nothing(say, asked);
            near = cards(words, near(asked));
        } else if (found.inMemory()) {
            note = new View.Note(say.text("search.away"), say.text("search.awayWhy"), null, null);
        }
        String heading = finding.heading(say, asked);
        Frame frame = drawing.frame(say, "/search" + asked.query(), heading, say.text("search.description"))
                .in(city)
                .lookingFor(asked.get(SearchAsked.TEXT))
                .hidden();
        List<View.Facet> facets = SearchChoices.facets(say, asked, found.facets());
        boolean isNarrowed =
                facets.stream().anyMatch(facet -> facet.values().stream().anyMatch(View.Counted::current));
        View.Search view = new View.Search(
                heading,
                form(say, asked, city),
                cards,
                found.next() == null ? null : withCursor("/search" + asked.query(), found.next()),
                note,
                cards.isEmpty() ? wider(say, asked) : List.of(),
                near,
                "/search.ics" + asked.query(),
                "/search.atom" + asked.query(),
                isNarrowed,
                facets,
                SearchChoices.sorts(say, asked));
        return drawing.draw("search", frame, view);
    }

    private static List<View.EventCard> cards(ShowWords words, List<Item> items) {
        return items.stream()
                .map(item -> CityPages.card(words, item.next(), item.event()))
                .toList();
    }

    private View.SearchForm form(Say say, SearchAsked asked, City city) {
        List<View.Choice> cities = new ArrayList<>();
        cities.add(new View.Choice("", say.text("search.anyCity"), city == null));
        programmes.now().cities().forEach(c -> cities.add(new View.Choice(c.slug(), c.name(), c == city)));
        List<View.Choice> genres = new ArrayList<>();
        genres.add(new View.Choice("", say.text("search.anyGenre"), !asked.has(SearchAsked.GENRE)));
        details.genres().forEach(g -> genres.add(new View.Choice(g, g, g.equals(asked.get(SearchAsked.GENRE)))));
        return new View.SearchForm(
                asked.get(SearchAsked.TEXT),
                asked.get(SearchAsked.DATE),
                cities,
                genres,
                SearchChoices.together(say, asked),
                kept(asked),
                '/' + say.code() + "/search"
                        + asked.without(List.of(SearchAsked.AT)).query());
    }

    /** What the form does not ask for, and stays. */
    private static List<View.Fact> kept(SearchAsked asked) {
        return Stream.of(
                        SearchAsked.LANGUAGE,
                        SearchAsked.FORMAT,
                        SearchAsked.ACCESSIBLE,
                        SearchAsked.PRICE,
                        SearchAsked.SORT,
                        SearchAsked.AT)
                .filter(asked::has)
                .map(name -> new View.Fact(name, asked.get(name)))
                .toList();
    }

    /** Why there is nothing, and the next step. */
    private static View.Note nothing(Say say, SearchAsked asked) {
        if (asked.date() != null) {
            return note(say, say.text("search.nothingOn", "day", say.day(asked.date())), "search.tryOtherDay");
        }
        boolean isNarrow =
                asked.has(SearchAsked.CITY) || SearchAsked.FILTERS.stream().anyMatch(asked::has);
        return note(say, say.text("search.nothing"), isNarrow ? "search.tryEverywhere" : "search.tryOtherWords");
    }

    private static View.Note note(Say say, String says, String why) {
        return new View.Note(says, say.text(why), null, null);
    }

    /** The same search with each of its parts left out, then with its words alone, then for everything. */
    private static List<View.Link> wider(Say say, SearchAsked asked) {
        List<View.Link> links = new ArrayList<>();
        for (String name : SearchAsked.NAMES) {
            boolean narrows = name.equals(SearchAsked.CITY) || SearchAsked.FILTERS.contains(name);
            if (narrows && asked.has(name)) {
                links.add(link(say, asked.without(List.of(name)), "wider." + name));
            }
        }
        if (links.size() > 1) {
            List<String> all = new ArrayList<>(SearchAsked.FILTERS);
            all.add(SearchAsked.CITY);
            links.add(link(say, asked.without(all), "search.everywhere"));
        }
        links.add(link(say, asked.without(SearchAsked.NAMES), "search.all"));
        return links;
    }

    private static View.Link link(Say say, SearchAsked wide, String text) {
        return new View.Link("/search" + wide.query(), say.text(text), false);
    }

    /** What is closest to a search that found nothing: without its filters, then anywhere, then whatever is on there. */
    private List<Item> near(SearchAsked asked) {
        List<SearchAsked> wider = new ArrayList<>();
        wider.add(asked.without(SearchAsked.FILTERS));
        wider.add(wider.get(0).without(List.of(SearchAsked.CITY)));
        wider.add(wider.get(0).without(List.of(SearchAsked.TEXT)));
        SearchAsked before = asked;
        for (SearchAsked wide : wider) {
            List<Item> found = wide.equals(before)
                    ? List.of()
                    : finding.find(wide, NEAR_CARDS).items();
            if (!found.isEmpty()) {
                return found;
            }
            before = wide;
        }
        return List.of();
    }

    private static String withCursor(String address, String cursor) {
        return address + (address.indexOf('?') < 0 ? '?' : '&') + "cursor=" + Slugs.encode(cursor);
    }
}
