package io.boxoffice.server.imports.seatingplan;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.server.imports.ImportException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which seats are for people in wheelchairs: those the plan marks, and those of a category that the caller names. A category that
 * reads so is asked about, and nothing is decided for it.
 */
final class PlanAccess {
    private static final Set<String> WORDS = Set.of(
            "wheelchair",
            "accessible",
            "disabled",
            "handicap",
            "mobility",
            "rollstuhl",
            "barrierefrei",
            "fauteuil roulant",
            "pmr",
            "silla de ruedas",
            "sedia a rotelle",
            "cadeira de rodas",
            "rolstoel",
            "rullstol",
            "wózek",
            "engelli",
            "инвалид",
            "車いす",
            "車椅子",
            "轮椅",
            "輪椅",
            "휠체어",
            "كرسي متحرك",
            "व्हीलचेयर");

    private final Set<String> asked;
    private final Map<String, int[]> seatsOf = new LinkedHashMap<>();

    PlanAccess(Set<String> asked) {
        this.asked = asked;
    }

    /** Whether a seat of this category is such a place. */
    boolean of(JsonNode seat, String category) {
        boolean accessible = asked.contains(category)
                || seat.path("accessible").asBoolean(false)
                || seat.path("wheelchair").asBoolean(false);
        int[] counts = seatsOf.computeIfAbsent(category, c -> new int[2]);
        counts[0]++;
        counts[1] += accessible ? 1 : 0;
        return accessible;
    }

    /**
     * @throws ImportException when the caller named a category that no seat has
     */
    void report(Findings findings) {
        for (String category : asked) {
            if (!seatsOf.containsKey(category)) {
                throw new ImportException("no seat has the category \"" + category
                        + "\" as --accessible says; categories: "
                        + seatsOf.keySet().stream().map(c -> '"' + c + '"').collect(Collectors.joining(", ")));
            }
        }
        seatsOf.forEach((category, counts) -> {
            if (counts[1] > 0) {
                findings.add("seats for people in wheelchairs", counts[1] + " of \"" + category + "\"");
            } else if (reads(category)) {
                findings.add(
                        "categories that read like places for people in wheelchairs are sold as any other; say with"
                                + " --accessible CATEGORY that they are such places",
                        "\"" + category + "\" (" + counts[0] + " seats)");
            }
        });
    }

    private static boolean reads(String category) {
        String folded = StageWords.fold(category);
        return WORDS.stream().anyMatch(word -> folded.contains(StageWords.fold(word)));
    }
}
