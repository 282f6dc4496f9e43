package io.boxoffice.services.site;

import java.util.List;

/** What templates show: words and addresses, ready. */
public interface View {
    /** A link, one of several. */
    record Link(String path, String text, boolean current) implements View {}

    /** A show as a button that says what is left. */
    record ShowTime(String path, String time, String left, String label, boolean open, boolean few) implements View {}

    /** An event with its poster. */
    record EventCard(String path, String title, String poster, String line, String tag, boolean few) implements View {}

    /** A place with what is on there. */
    record Place(String path, String name, String line) implements View {}

    /** Shows in one row: of a venue, or of an event. */
    record Row(String path, String name, String line, List<ShowTime> times) implements View {}

    /** Events under one heading; {@code more} leads to all of them, or is null. */
    record Shelf(String title, String more, List<EventCard> cards) implements View {}

    /** What is to be said before the rest: plain, why, and the next step. */
    record Note(String says, String why, String path, String next) implements View {}

    /** The cities. */
    record Cities(List<Place> places, String near) implements View {}

    /** A city's first page. */
    record Home(String heading, List<Link> days, List<Shelf> shelves) implements View {}

    /** A search and what it found. */
    record Search(
            String heading,
            String text,
            String date,
            List<Choice> cities,
            List<Choice> genres,
            List<EventCard> cards,
            String next,
            Note note)
            implements View {}

    /** One of a list to choose from. */
    record Choice(String value, String text, boolean chosen) implements View {}

    /** An event or a venue with its shows of a day. */
    record Shows(
            String title,
            String poster,
            List<String> facts,
            List<String> paragraphs,
            List<Link> cities,
            List<Link> days,
            String heading,
            List<Row> rows,
            Note note)
            implements View {}

    /** A text of the operator's. */
    record Prose(String title, List<Paragraph> paragraphs) implements View {}

    /** A part of such a text. */
    record Paragraph(String text, boolean heading) implements View {}

    /** What went wrong. */
    record Trouble(String title, String why, String path, String next) implements View {}
}
