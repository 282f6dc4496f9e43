package io.boxoffice.services.site;

import io.boxoffice.services.search.EventQuery.Facet;
import io.boxoffice.services.search.EventQuery.Sort;
import io.boxoffice.services.search.FacetCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a search can be narrowed to and sorted by, as links that can be shared. Any thread. */
final class SearchChoices {
    /** What is counted for it. */
    static final Set<Facet> COUNTED =
            EnumSet.of(Facet.GENRE, Facet.LANGUAGE, Facet.FORMAT, Facet.PRICE, Facet.ACCESSIBLE);

    private static final int MAX_VALUES = 12;
    private static final int MOST_TOGETHER = 10;

    private SearchChoices() {}

    /** Those of which there is a choice, or one was made. */
    static List<View.Facet> facets(Say say, SearchAsked asked, List<FacetCounts> counted) {
        List<View.Facet> facets = new ArrayList<>();
        for (FacetCounts facet : counted) {
            String name = facet.name();
            List<View.Counted> values = new ArrayList<>();
            for (Map.Entry<String, Long> each : values(facet, asked.get(name)).entrySet()) {
                String value = each.getKey();
                boolean isChosen = value.equalsIgnoreCase(asked.get(name));
                SearchAsked other = isChosen ? asked.without(List.of(name)) : asked.with(name, value);
                values.add(new View.Counted(
                        "/search" + other.query(),
                        text(say, name, value),
                        say.text("search.count", "count", each.getValue()),
                        isChosen));
            }
            if (values.size() > 1 || asked.has(name) && !values.isEmpty()) {
                facets.add(new View.Facet(say.text("facet." + name), values));
            }
        }
        return facets;
    }

    /** The first ones, and the one that is asked for; prices from the least on. */
    private static Map<String, Long> values(FacetCounts facet, String chosen) {
        Map<String, Long> values = new LinkedHashMap<>();
        List<FacetCounts.Value> sorted = new ArrayList<>(facet.values());
        if (facet.name().equals(SearchAsked.PRICE)) {
            sorted.sort(Comparator.comparing((FacetCounts.Value each) -> currency(each.value()))
                    .thenComparingLong(each -> least(each.value())));
        }
        for (FacetCounts.Value each : sorted) {
            if (values.size() < MAX_VALUES || each.value().equalsIgnoreCase(chosen)) {
                values.put(each.value(), each.count());
            }
        }
        return values;
    }

    private static String text(Say say, String name, String value) {
        return switch (name) {
            case SearchAsked.LANGUAGE -> say.language(value);
            case SearchAsked.ACCESSIBLE -> say.text("feature." + value);
            case SearchAsked.PRICE -> band(say, value);
            default -> value;
        };
    }

    private static String currency(String band) {
        return band.substring(0, 3);
    }

    private static long least(String band) {
        return Long.parseLong(band.substring(4, band.indexOf('-')));
    }

    /** As counted: currency, least and most in minor units. */
    private static String band(Say say, String value) {
        String currency = currency(value);
        long least = least(value);
        String most = value.substring(value.indexOf('-') + 1);
        if (most.isEmpty()) {
            return say.text("search.priceFrom", "price", say.money(least, currency));
        }
        // Bands end before the next whole price: that is what people read.
        String below = say.money(Long.parseLong(most) + 1, currency);
        return least == 0
                ? say.text("search.priceBelow", "price", below)
                : say.text("search.priceBetween", "from", say.money(least, currency), "to", below);
    }

    /** In which orders it can be. */
    static List<View.Link> sorts(Say say, SearchAsked asked) {
        List<Sort> can = new ArrayList<>();
        if (asked.has(SearchAsked.TEXT)) {
            can.add(Sort.RELEVANCE);
        }
        if (asked.place() != null) {
            can.add(Sort.DISTANCE);
        }
        can.add(Sort.TIME);
        can.add(Sort.PRICE);
        Sort now = asked.sort() == null ? can.get(0) : asked.sort();
        return can.stream()
                .map(sort -> {
                    String name = sort.name().toLowerCase(Locale.ROOT);
                    SearchAsked other = sort == can.get(0)
                            ? asked.without(List.of(SearchAsked.SORT))
                            : asked.with(SearchAsked.SORT, name);
                    return new View.Link("/search" + other.query(), say.text("sort." + name), sort == now);
                })
                .toList();
    }

    /** How many seats side by side. */
    static List<View.Choice> together(Say say, SearchAsked asked) {
        List<View.Choice> choices = new ArrayList<>();
        choices.add(new View.Choice("", say.text("search.anySeats"), !asked.has(SearchAsked.SEATS)));
        boolean isListed = false;
        for (int seats = 2; seats <= MOST_TOGETHER; seats++) {
            choices.add(choice(say, asked, Integer.toString(seats)));
            isListed |= asked.get(SearchAsked.SEATS).equals(Integer.toString(seats));
        }
        if (asked.has(SearchAsked.SEATS) && !isListed) {
            choices.add(choice(say, asked, asked.get(SearchAsked.SEATS)));
        }
        return choices;
    }

    private static View.Choice choice(Say say, SearchAsked asked, String seats) {
        String text = say.text("search.seats", "count", Integer.parseInt(seats));
        return new View.Choice(seats, text, seats.equals(asked.get(SearchAsked.SEATS)));
    }
}
