package io.boxoffice.gateway.status;

import java.util.ArrayList;
import java.util.List;

/**
 * How a part stands at an instant.
 *
 * @param says    a sentence: what is so
 * @param figures what goes with it
 * @param toDo    what an operator does now, in words; empty: nothing
 * @param command to type for that, in the directory of the program; empty: none
 * @param chapter of docs/operations.md that has more; empty: none
 */
public record PartState(Level level, String says, List<Figure> figures, String toDo, String command, String chapter) {
    private static final int MAX_CHARS = 300;

    /** A figure, as people read it. */
    public record Figure(String name, String value) {}

    /** What a part says may repeat what another program said: one line of it is shown, and no more than fits. */
    public PartState {
        says = oneLine(says);
        figures = List.copyOf(figures);
    }

    /** Nobody can begin to buy. */
    public static PartState notSelling(String says) {
        return of(Level.NOT_SELLING, says);
    }

    /** Sales go on, and somebody must do something. */
    public static PartState needsYou(String says) {
        return of(Level.NEEDS_YOU, says);
    }

    /** It catches up by itself. */
    public static PartState behind(String says) {
        return of(Level.BEHIND, says);
    }

    /** All is well. */
    public static PartState up(String says) {
        return of(Level.UP, says);
    }

    /** Not configured. */
    public static PartState off(String says) {
        return of(Level.OFF, says);
    }

    private static PartState of(Level level, String says) {
        return new PartState(level, says, List.of(), "", "", "");
    }

    /** The same with one more figure. */
    public PartState with(String name, String value) {
        List<Figure> more = new ArrayList<>(figures);
        more.add(new Figure(name, value));
        return new PartState(level, says, more, toDo, command, chapter);
    }

    /** The same, and what to do now. */
    public PartState toDo(String words) {
        return new PartState(level, says, figures, words, command, chapter);
    }

    /** The same, and what to type. */
    public PartState run(String typed) {
        return new PartState(level, says, figures, toDo, typed, chapter);
    }

    /** The same, and where docs/operations.md has more. */
    public PartState chapter(String title) {
        return new PartState(level, says, figures, toDo, command, title);
    }

    private static String oneLine(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.length() <= MAX_CHARS ? line : line.substring(0, MAX_CHARS) + "…";
    }
}
