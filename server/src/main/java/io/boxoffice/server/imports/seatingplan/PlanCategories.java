package io.boxoffice.server.imports.seatingplan;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The categories of a plan. Seats name theirs by its name, or by a uuid it carries; a category that has a uuid for a name is
 * called "Category 1", "Category 2", … by its place in the plan, so that people can price it.
 */
final class PlanCategories {
    private static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}");
    private static final List<String> ID_FIELDS = List.of("uuid", "id", "guid");
    private static final String WITHOUT = "Standard";

    private final Map<String, String> nameOf = new HashMap<>();
    private final Set<String> unknown = new LinkedHashSet<>();
    private final SeatIds ids;
    private final SeatMap.Builder map;
    private final Findings findings;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private int without;

    PlanCategories(JsonNode plan, SeatMap.Builder map, SeatIds ids, Findings findings) {
        this.map = map;
        this.ids = ids;
        this.findings = findings;
        int place = 0;
        for (JsonNode category : PlanJson.items(plan, "categories", "plan")) {
            place++;
            String given = category.isTextual() ? category.asText().strip() : PlanJson.text(category, "name");
            String name = given.isEmpty() || UUID.matcher(given).matches() ? "Category " + place : ids.fitting(given);
            if (!name.equals(given)) {
                findings.add("categories that were given another name", "\"" + given + "\" is \"" + name + "\"");
            }
            nameOf.putIfAbsent(given, name);
            for (String field : ID_FIELDS) {
                String id = PlanJson.text(category, field);
                if (!id.isEmpty()) {
                    nameOf.putIfAbsent(id, name);
                }
            }
            index(name);
        }
    }

    /** The index in the map of what a seat or area names as its category. */
    int of(String given) {
        if (given.isEmpty()) {
            without++;
            return index(WITHOUT);
        }
        String name = nameOf.get(given);
        if (name == null) {
            name = UUID.matcher(given).matches() ? unusedNumber() : ids.fitting(given);
            nameOf.put(given, name);
            unknown.add(given.equals(name) ? given : given + " (called \"" + name + "\")");
        }
        return index(name);
    }

    /** What people call the category of an index. */
    String name(int index) {
        return names.get(index);
    }

    int index(String name) {
        return indexes.computeIfAbsent(name, n -> {
            map.category(n);
            names.add(n);
            return indexes.size();
        });
    }

    private String unusedNumber() {
        int number = indexes.size() + 1;
        while (indexes.containsKey("Category " + number)) {
            number++;
        }
        return "Category " + number;
    }

    void report() {
        if (without > 0) {
            findings.add("seats that had no category are in \"" + WITHOUT + "\"", Integer.toString(without));
        }
        if (!unknown.isEmpty()) {
            findings.add(
                    "categories that seats name and the plan does not list were added", String.join(", ", unknown));
        }
    }
}
