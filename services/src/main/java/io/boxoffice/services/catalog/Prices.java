package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.availability.TicketTypes;
import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.pricing.PricePeriods;
import io.boxoffice.protocol.seatmap.SeatMap;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What an organizer says about prices, in minor units of the show's currency: as it is sent in, kept and told. The most precise
 * word counts: a seat's or an area's own price, else its category's, else the default.
 *
 * @param defaultAmount for whatever has no other price, or null
 * @param categories    by category name
 * @param seats         by seat id
 * @param areas         by area id
 * @param types         what further ticket types cost; those above are the first's
 * @param periods       what all of it costs later, in order of time
 */
public record Prices(
        @JsonProperty("default") @JsonPropertyDescription(Prices.DEFAULT) @Min(0) @Max(PriceList.MAX_AMOUNT)
        Long defaultAmount,

        @JsonPropertyDescription(Prices.CATEGORIES)
        Map<String, @NotNull @Min(0) @Max(PriceList.MAX_AMOUNT) Long> categories,

        @JsonPropertyDescription(Prices.SEATS) Map<String, @NotNull @Min(0) @Max(PriceList.MAX_AMOUNT) Long> seats,
        @JsonPropertyDescription(Prices.AREAS) Map<String, @NotNull @Min(0) @Max(PriceList.MAX_AMOUNT) Long> areas,

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @Size(max = PriceList.MAX_TYPES - 1)
        @JsonPropertyDescription(
                "Further ticket types; the first is called standard and has the prices above. What is not priced is not sold as that type. A published show keeps its types, in this order: new ones come last")
        List<@NotNull @Valid TypePrices> types,

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @Size(max = PricePeriods.MAX_PERIODS)
        @JsonPropertyDescription("What all of it costs later, in order of time, of the same types")
        List<@NotNull @Valid LaterPrices> periods) {
    static final String DEFAULT = "For whatever has no other price, in minor units";
    static final String CATEGORIES = "By name, in minor units";
    static final String SEATS = "By seat id, in minor units; before the category's";
    static final String AREAS = "By area id, in minor units; before the category's";

    public Prices {
        categories = sorted(categories);
        seats = sorted(seats);
        areas = sorted(areas);
        types = listed(types);
        periods = listed(periods);
    }

    /** Of one ticket type, and as they are for good. */
    public Prices(Long defaultAmount, Map<String, Long> categories, Map<String, Long> seats, Map<String, Long> areas) {
        this(defaultAmount, categories, seats, areas, List.of(), List.of());
    }

    /** In the order of names: answers under one ETag must be the same bytes after each start. */
    static Map<String, Long> sorted(Map<String, Long> amounts) {
        return amounts == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(amounts));
    }

    /** With elements that are null: they are told of later. */
    static <T> List<T> listed(List<T> elements) {
        return elements == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(elements));
    }

    /** One price for everything. */
    public static Prices of(long amount) {
        return new Prices(amount, Map.of(), Map.of(), Map.of());
    }

    /** The same of prices that are a request of their own. */
    public PricePlan forMap(SeatMap map) {
        return forMap(map, "", new FieldErrors());
    }

    /**
     * Spells the prices out for a map.
     *
     * @param at     where they stand in the request, a JSON pointer
     * @param errors what else is wrong with the request; thrown with what is wrong here
     * @throws InvalidInputException when names are not in the map, something has no price, there are too many different ones, or
     *                               periods are out of order or of other types
     */
    PricePlan forMap(SeatMap map, String at, FieldErrors errors) {
        checkTypes(at, errors);
        List<Prices> columns = new ArrayList<>(columns(map, at, errors));
        for (int i = 0; i < periods.size(); i++) {
            Prices later = periods.get(i).prices();
            if (!later.typeNames().equals(typeNames())) {
                errors.add(at + "/periods/" + i + "/types", FieldErrors.INVALID, "are not the ticket types before it");
            }
            columns.addAll(later.columns(map, at + "/periods/" + i, errors));
        }
        errors.throwIfAny();
        try {
            return spellOut(new Spelling(map, columns, typeNames().size(), at));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(new FieldErrors().add(at, FieldErrors.INVALID, e.getMessage()));
        }
    }

    private PricePlan spellOut(Spelling spelling) {
        PriceList list = spelling.list(companions());
        PricePeriods.Builder later = new PricePeriods.Builder();
        for (int i = 0; i < periods.size(); i++) {
            later.from(periods.get(i).fromMs()).amounts(spelling.amounts(i + 1));
        }
        return new PricePlan(list, later.build(list));
    }

    /** The names of all ticket types, in the order of their numbers. */
    public List<String> typeNames() {
        List<String> names = new ArrayList<>();
        names.add(TicketTypes.FIRST);
        types.forEach(type -> names.add(type.name()));
        return names;
    }

    private void checkTypes(String at, FieldErrors errors) {
        List<String> names = typeNames();
        for (int i = 1; i < names.size(); i++) {
            if (names.indexOf(names.get(i)) < i) {
                errors.add(at + "/types/" + (i - 1) + "/name", FieldErrors.INVALID, "is the name of a type before it");
            }
        }
    }

    private int companions() {
        int companions = 0;
        for (int i = 0; i < types.size(); i++) {
            companions |= types.get(i).companion() ? 1 << i + 1 : 0;
        }
        return companions;
    }

    /** What each type costs, by names that the map knows. */
    private List<Prices> columns(SeatMap map, String at, FieldErrors errors) {
        List<Prices> columns = new ArrayList<>();
        columns.add(named(map, at, errors));
        for (int i = 0; i < types.size(); i++) {
            columns.add(types.get(i).amounts().named(map, at + "/types/" + i, errors));
        }
        return columns;
    }

    private Prices named(SeatMap map, String at, FieldErrors errors) {
        return new Prices(
                defaultAmount,
                MapNames.known(categories, at + "/categories", name -> map.categoryNamed(name) >= 0, errors),
                MapNames.known(seats, at + "/seats", id -> map.seatIndex(id) >= 0, errors),
                MapNames.known(areas, at + "/areas", id -> map.areaIndex(id) >= 0, errors));
    }

    private long ofSeat(SeatMap map, int seat) {
        Long own = seats.isEmpty() ? null : seats.get(map.seatId(seat));
        return own != null ? own : ofCategory(map, map.seatCategory(seat));
    }

    private long ofArea(SeatMap map, SeatMap.Area area) {
        Long own = areas.get(area.id());
        return own != null ? own : ofCategory(map, area.category());
    }

    private long ofCategory(SeatMap map, int category) {
        Long amount = categories.getOrDefault(map.categoryName(category), defaultAmount);
        return amount == null ? PriceList.UNSOLD : amount;
    }

    /** Classes: what costs the same as every type, now and in all periods. */
    private static final class Spelling {
        private final SeatMap map;
        private final List<Prices> columns;
        private final int types;
        private final String at;
        private final Map<List<Long>, Integer> classes = new LinkedHashMap<>();
        private final int[] seatClass;
        private final int[] areaClass;

        Spelling(SeatMap map, List<Prices> columns, int types, String at) {
            this.map = map;
            this.columns = columns;
            this.types = types;
            this.at = at;
            seatClass = seatClasses();
            areaClass = new int[map.areaCount()];
            for (int area = 0; area < areaClass.length; area++) {
                SeatMap.Area place = map.area(area);
                areaClass[area] = classOf(column -> column.ofArea(map, place), "/areas/", place.id());
            }
        }

        /** Seats that nobody names cost what their category does, which is looked up once. */
        private int[] seatClasses() {
            Set<String> named =
                    columns.stream().flatMap(c -> c.seats.keySet().stream()).collect(Collectors.toSet());
            int[] of = new int[map.seatCount()];
            int[] ofCategory = new int[map.categoryCount()];
            Arrays.fill(ofCategory, -1);
            for (int seat = 0; seat < of.length; seat++) {
                int index = seat;
                int category = map.seatCategory(seat);
                boolean own = !named.isEmpty() && named.contains(map.seatId(seat));
                if (own || ofCategory[category] < 0) {
                    of[seat] = classOf(column -> column.ofSeat(map, index), "/seats/", map.seatId(seat));
                    ofCategory[category] = own ? ofCategory[category] : of[seat];
                } else {
                    of[seat] = ofCategory[category];
                }
            }
            return of;
        }

        private int classOf(ToLongFunction<Prices> amountOf, String field, String name) {
            List<Long> row = columns.stream().mapToLong(amountOf).boxed().toList();
            for (int first = 0; first < row.size(); first += types) {
                boolean sold =
                        row.subList(first, first + types).stream().anyMatch(amount -> amount != PriceList.UNSOLD);
                if (!sold) {
                    String pointer = at + field + MapNames.escaped(name);
                    throw new InvalidInputException(
                            new FieldErrors().add(pointer, FieldErrors.MISSING, "has no price, nor has its category"));
                }
            }
            return classes.computeIfAbsent(row, newRow -> classes.size());
        }

        PriceList list(int companions) {
            PriceList.Builder list = new PriceList.Builder(map.seatCount(), map.areaCount()).types(types, companions);
            long[] amounts = amounts(0);
            for (int first = 0; first < amounts.length; first += types) {
                list.addClass(Arrays.copyOfRange(amounts, first, first + types));
            }
            for (int seat = 0; seat < seatClass.length; seat++) {
                list.seats(seat, seat, seatClass[seat]);
            }
            for (int area = 0; area < areaClass.length; area++) {
                list.area(area, areaClass[area]);
            }
            return list.build();
        }

        /** The amounts of a period, class by class; of what counts before the first when 0. */
        long[] amounts(int period) {
            return classes.keySet().stream()
                    .flatMap(row -> row.subList(period * types, (period + 1) * types).stream())
                    .mapToLong(Long::longValue)
                    .toArray();
        }
    }

    /** The ticket types that prices name; without prices, the first alone. */
    static TicketTypes typesOf(Prices prices) {
        return prices == null ? TicketTypes.FIRST_ONLY : new TicketTypes(prices.typeNames());
    }
}
