package io.boxoffice.server.e2e;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A hall, its prices and a show of it at random, as an organiser sends them in, and what each place must be called and cost according to what
 * was sent, worked out plainly.
 */
final class RandomSale {
    private static final String[] NAMES = {
        "Stalls", "Père & Fils", "Rang «1»", "المسرح", "二階席", "O'Neill's", "Box <7>", "Loge \"Nord\""
    };
    private static final String[] ZONES = {"Europe/London", "Asia/Kathmandu", "America/New_York", "Pacific/Auckland"};
    private static final String[] CURRENCIES = {"EUR", "GBP", "JPY", "KWD", "VND"};

    /** A place as it must be everywhere; {@code unit} as the core numbers units. */
    record Place(
            int unit, String id, String label, String row, String section, String level, String category, int part) {}

    final ObjectNode map = JsonNodeFactory.instance.objectNode();
    final ObjectNode prices;
    final List<Place> places = new ArrayList<>();
    final List<String> types = new ArrayList<>(List.of("standard"));
    final String currency;
    final ZoneId zone;
    final Instant start;
    private final Random random;
    private final List<String> categories = new ArrayList<>();
    private final List<String> levels = new ArrayList<>();
    /** In force now, as it was sent. */
    private ObjectNode inForce;

    RandomSale(long seed) {
        random = new Random(seed);
        currency = CURRENCIES[random.nextInt(CURRENCIES.length)];
        zone = ZoneId.of(ZONES[random.nextInt(ZONES.length)]);
        start = Instant.now()
                .plus(2 + random.nextInt(400), ChronoUnit.DAYS)
                .truncatedTo(ChronoUnit.DAYS)
                .plusSeconds(60L * random.nextInt(24 * 60));
        map.put("name", "Plan");
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            categories.add(name() + ' ' + i);
        }
        categories.forEach(map.putArray("categories")::add);
        for (int i = 0; i < random.nextInt(3); i++) {
            levels.add("Level " + i + ' ' + name());
            map.withArray("levels").addObject().put("id", "l" + i).put("name", levels.get(i));
        }
        sections(map.putArray("sections"));
        areas(map.putArray("areas"));
        for (int i = 0; i < random.nextInt(3); i++) {
            types.add("type " + i);
        }
        prices = amounts(false);
        inForce = prices;
        ArrayNode periods = JsonNodeFactory.instance.arrayNode();
        int days = -1 - random.nextInt(3);
        for (int i = 0; i < random.nextInt(4); i++) {
            ObjectNode later = amounts(true);
            later.put("from", Instant.now().plus(days, ChronoUnit.DAYS).toString());
            inForce = days < 0 ? later : inForce;
            days += days == -1 ? 2 : 1;
            periods.add(later);
        }
        if (!periods.isEmpty()) {
            prices.set("periods", periods);
        }
    }

    private String name() {
        return NAMES[random.nextInt(NAMES.length)];
    }

    private String category() {
        return categories.get(random.nextInt(categories.size()));
    }

    /** Says a level, or none; returns its name, or an empty text. */
    private String level(ObjectNode of) {
        int level = random.nextInt(levels.size() + 1) - 1;
        if (level < 0) {
            return "";
        }
        of.put("level", "l" + level);
        return levels.get(level);
    }

    private void sections(ArrayNode sections) {
        int unit = 0;
        for (int s = 0; s < 1 + random.nextInt(3); s++) {
            String name = name() + " S" + s;
            ObjectNode section = sections.addObject().put("name", name);
            String level = level(section);
            ArrayNode rows = section.putArray("rows");
            for (int r = 0; r < 1 + random.nextInt(4); r++) {
                String label = random.nextBoolean() ? Integer.toString(r + 1) : name() + r;
                ObjectNode row = rows.addObject().put("label", label);
                if (random.nextInt(3) == 0) {
                    row.put("kind", new String[] {"table", "round_table", "box"}[random.nextInt(3)]);
                }
                ArrayNode seats = row.putArray("seats");
                for (int n = 1; n <= 1 + random.nextInt(12); n++) {
                    String id = "s" + s + '-' + r + '-' + n;
                    String category = category();
                    ObjectNode seat = seats.addObject().put("id", id).put("label", Integer.toString(n));
                    seat.put("x", n).put("y", 10 * s + r).put("category", category);
                    flags(seat);
                    places.add(new Place(unit++, id, Integer.toString(n), label, name, level, category, s));
                }
            }
        }
    }

    private void flags(ObjectNode seat) {
        switch (random.nextInt(8)) {
            case 0 -> seat.put("accessible", true);
            case 1 -> seat.put("companion", true);
            case 2 -> seat.put("restricted", true).put("note", name());
            case 3 -> seat.put("gapBefore", true);
            default -> {}
        }
    }

    private void areas(ArrayNode areas) {
        for (int a = 0; a < random.nextInt(3); a++) {
            String category = category();
            String name = name() + " area " + a;
            ObjectNode area =
                    areas.addObject().put("id", "a" + a).put("name", name).put("category", category);
            area.put("capacity", 1 + random.nextInt(50)).put("x", a).put("y", -1);
            places.add(new Place(-1 - a, "a" + a, name, "", "", level(area), category, -1));
        }
    }

    private long amount() {
        return random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(random.nextBoolean() ? 3_000 : 3_000_000);
    }

    /** What the first type costs, and under "types" the others. */
    private ObjectNode amounts(boolean ofPeriod) {
        ObjectNode amounts = column(true);
        for (int type = 1; type < types.size(); type++) {
            ObjectNode column = column(ofPeriod || random.nextBoolean());
            amounts.withArray("types").add(column.put("name", types.get(type)));
        }
        return amounts;
    }

    /**
     * @param all whether everything is to have a price
     */
    private ObjectNode column(boolean all) {
        ObjectNode column = JsonNodeFactory.instance.objectNode();
        boolean everything = all && random.nextBoolean();
        if (everything) {
            column.put("default", amount());
        }
        for (String category : categories) {
            if (all && !everything || random.nextBoolean()) {
                column.withObject("/categories").put(category, amount());
            }
        }
        for (Place place : places) {
            if (random.nextInt(10) == 0) {
                column.withObject(place.unit >= 0 ? "/seats" : "/areas").put(place.id, amount());
            }
        }
        return column;
    }

    /** What a place costs now as a type; -1: it is not sold as that. */
    long price(Place place, int type) {
        ObjectNode column =
                type == 0 ? inForce : (ObjectNode) inForce.path("types").get(type - 1);
        for (var said : List.of(
                column.path(place.unit >= 0 ? "seats" : "areas").path(place.id),
                column.path("categories").path(place.category),
                column.path("default"))) {
            if (!said.isMissingNode()) {
                return said.asLong();
            }
        }
        return -1;
    }
}
