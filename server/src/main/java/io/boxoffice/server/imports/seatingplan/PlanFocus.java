package io.boxoffice.server.imports.seatingplan;

import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.server.imports.ImportException;
import io.boxoffice.server.imports.seatingplan.PlanJson.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Where the best seats are nearest to. What the caller says counts; else what the plan calls its stage; else the one shape that is
 * drawn without a word; else the middle of the top edge. The last two are guesses, and the findings say so.
 */
final class PlanFocus {
    private static final String STAGE = "the best seats are nearest to the stage";
    private static final String GUESSED =
            "nothing in the plan is called a stage, so it was GUESSED what the best seats are nearest"
                    + " to; say it with --focus X,Y or --stage NAME";

    private record Drawn(String name, String shape, Point centre) {
        String text() {
            return "\"" + name + "\" (" + shape + ")" + where(centre);
        }
    }

    private final PlanOptions.Focus asked;
    private final List<Drawn> named = new ArrayList<>();
    private final List<Drawn> stages = new ArrayList<>();
    private final List<Drawn> wordless = new ArrayList<>();

    PlanFocus(PlanOptions.Focus asked) {
        this.asked = asked;
    }

    /**
     * An area of the plan.
     *
     * @param name what it is called; empty when it has no word
     * @param sold whether it is sold: such an area is no guess
     */
    void add(String name, String shape, Point centre, boolean sold) {
        Drawn area = new Drawn(name, shape, centre);
        if (name.isEmpty()) {
            if (!sold && !shape.equals("text")) {
                wordless.add(area);
            }
            return;
        }
        named.add(area);
        if (StageWords.isStage(name)) {
            stages.add(area);
        }
    }

    /**
     * Sets the map's focus, and says in the findings where it is and why.
     *
     * @param top the middle of the top edge of what is sold
     * @throws ImportException when the caller named an area that is not there
     */
    void decide(SeatMap.Builder map, Point top, Findings findings) {
        Point at = point(top, findings);
        map.focus(PlanJson.hundredths(at.x()), PlanJson.hundredths(at.y()));
    }

    private Point point(Point top, Findings findings) {
        if (asked.x() != null) {
            Point at = new Point(asked.x(), asked.y());
            findings.add(STAGE, "as --focus says," + where(at));
            return at;
        }
        if (asked.stage() != null) {
            Drawn stage = named.stream()
                    .filter(area -> area.name.equals(asked.stage()))
                    .findFirst()
                    .orElseThrow(() -> new ImportException("no area is called \"" + asked.stage()
                            + "\" as --stage says; areas: " + (named.isEmpty() ? "none" : names(named))));
            findings.add(STAGE, "as --stage says, " + stage.text());
            return stage.centre;
        }
        if (!stages.isEmpty()) {
            Drawn stage = stages.stream()
                    .filter(area -> StageWords.isMain(area.name))
                    .findFirst()
                    .orElse(stages.get(0));
            String others = stages.size() == 1 ? "" : ", of " + names(stages) + " (--stage NAME takes another)";
            findings.add(STAGE, "looks like it: " + stage.text() + others);
            return stage.centre;
        }
        if (wordless.size() == 1) {
            Drawn only = wordless.get(0);
            findings.add(GUESSED, "the one " + only.shape + " without a word," + where(only.centre));
            return only.centre;
        }
        findings.add(GUESSED, "the middle of the top edge," + where(top));
        return top;
    }

    private static String names(List<Drawn> areas) {
        return areas.stream().map(area -> '"' + area.name + '"').distinct().collect(Collectors.joining(", "));
    }

    private static String where(Point at) {
        return String.format(Locale.ROOT, " at %.0f,%.0f", at.x(), at.y());
    }
}
