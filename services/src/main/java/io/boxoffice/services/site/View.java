package io.boxoffice.services.site;

import java.util.List;

/** What templates show: words and addresses, ready. */
public interface View {
    /** A link, one of several. */
    record Link(String path, String text, boolean current) implements View {}

    /** A show as a button that says what is left. */
    record ShowTime(String path, String time, String left, String label, boolean open, boolean few) implements View {
        /** The same where nobody buys. */
        ShowTime shut() {
            return new ShowTime(path, time, left, label, false, few);
        }
    }

    /** An event with its poster; {@code picture} is null where it has no image. */
    record EventCard(String path, String title, String poster, Picture picture, String line, String tag, boolean few)
            implements View {}

    /** An image in some sizes; {@code set} as {@code srcset} has them. */
    record Picture(String source, String set, int width, int height, String alt) implements View {}

    /** A place with what is on there. */
    record Place(String path, String name, String line) implements View {}

    /** Shows in one row: of a venue, or of an event. */
    record Row(String path, String name, String line, List<String> tags, List<ShowTime> times) implements View {}

    /** Events under one heading; {@code more} leads to all of them, or is null. */
    record Shelf(String title, String more, List<EventCard> cards) implements View {}

    /** What is to be said before the rest: plain, why, and the next step. */
    record Note(String says, String why, String path, String next) implements View {}

    /** The cities. */
    record Cities(List<Place> places, String near) implements View {}

    /** A city's first page. */
    record Home(String heading, List<Link> days, List<Shelf> shelves) implements View {}

    /** A search and what it found; when that is nothing, {@code wider} are searches that may find more, {@code near} what is close. */
    record Search(
            String heading,
            SearchForm form,
            List<EventCard> cards,
            String next,
            Note note,
            List<Link> wider,
            List<EventCard> near,
            String calendar,
            String feed,
            boolean isNarrowed,
            List<Facet> facets,
            List<Link> sorts)
            implements View {}

    /** What can be chosen of what was found, with how many events have it. */
    record Facet(String title, List<Counted> values) implements View {}

    /** One that can be chosen, or, when it is, left out. */
    record Counted(String path, String text, String count, boolean current) implements View {}

    /**
     * What a search's form asks, as it was asked last. {@code kept} is what else stays asked, by name; {@code here} is where a script says
     * where the person is.
     */
    record SearchForm(
            String text,
            String date,
            List<Choice> cities,
            List<Choice> genres,
            List<Choice> together,
            List<Fact> kept,
            String here)
            implements View {}

    /** One of a list to choose from. */
    record Choice(String value, String text, boolean chosen) implements View {}

    /**
     * An event or a venue with its shows of a day. What there is not is null: of a venue, {@code poster}; without images {@code picture}
     * and {@code banner}. {@code words} is HTML. {@code mark} stands above all; null: none.
     */
    record Shows(
            String title,
            String poster,
            Picture picture,
            Picture banner,
            List<String> facts,
            String words,
            List<Link> out,
            List<Link> cities,
            List<Link> days,
            String heading,
            List<Row> rows,
            Note note,
            List<Part> parts,
            String mark)
            implements View {}

    /** What is told below the shows, each under its heading; {@code words} is HTML. */
    record Part(
            String title, String words, List<String> tags, List<Fact> facts, List<Link> links, List<Picture> pictures)
            implements View {
        static Part ofWords(String title, String words) {
            return new Part(title, words, List.of(), List.of(), List.of(), List.of());
        }

        static Part ofTags(String title, List<String> tags) {
            return new Part(title, "", tags, List.of(), List.of(), List.of());
        }

        static Part ofFacts(String title, List<Fact> facts) {
            return new Part(title, "", List.of(), facts, List.of(), List.of());
        }

        static Part ofLinks(String title, List<Link> links) {
            return new Part(title, "", List.of(), List.of(), links, List.of());
        }

        static Part ofPictures(String title, List<Picture> pictures) {
            return new Part(title, "", List.of(), List.of(), List.of(), pictures);
        }

        /** Whether there is something under the heading. */
        boolean isThere() {
            return !(words.isEmpty() && tags.isEmpty() && facts.isEmpty() && links.isEmpty() && pictures.isEmpty());
        }
    }

    /** A text of the operator's. */
    record Prose(String title, List<Paragraph> paragraphs) implements View {}

    /** A part of such a text. */
    record Paragraph(String text, boolean heading) implements View {}

    /** What went wrong. */
    record Trouble(String title, String why, String path, String next) implements View {}

    /**
     * A seat to choose, or one that cannot be; {@code price} in minor units, or -1 where it depends on the ticket. {@code kind} is a class of
     * how it looks; {@code with} the id of the seat that goes with it, or null.
     */
    record Seat(
            String id,
            String label,
            String name,
            String all,
            long price,
            boolean free,
            String kind,
            boolean gap,
            boolean chosen,
            String with)
            implements View {}

    /** A row of seats, and what to know of it, which may be empty; {@code whole} is null where they are not taken at once. */
    record SeatRow(String label, String name, String about, Whole whole, List<Seat> seats) implements View {}

    /** All chairs of a table at once: {@code value} is what the form sends. */
    record Whole(String value, String text) implements View {}

    /** How many of what: a number to choose. */
    record Count(String field, String text, String price, int chosen, int max) implements View {}

    /** An area without numbered places. */
    record Area(String name, String left, List<String> about, List<Count> counts) implements View {}

    /** What stands in a sum. */
    record SumLine(String text, String amount) implements View {}

    /** The show that is bought for; {@code more} says its version and its doors, each apart. */
    record Facts(String title, String path, String when, String where, List<String> more) implements View {}

    /**
     * Choosing seats and places; {@code categories} and {@code best} are null where there are no seats. Scripts say money as {@code one} of
     * the currency says it, which has so many decimal {@code digits}.
     */
    record Choosing(
            Facts show,
            Note note,
            String action,
            String showId,
            String one,
            int digits,
            String proof,
            String nonce,
            List<Count> types,
            Count best,
            List<Choice> categories,
            List<Place> parts,
            String partName,
            List<String> partAbout,
            List<String> legend,
            List<SeatRow> rows,
            List<Area> areas,
            boolean open)
            implements View {}

    /** What is held or was; {@code until} is null when it is nobody's any more, or for good. */
    record Basket(
            Facts show,
            String why,
            List<SumLine> lines,
            String sum,
            String total,
            String until,
            String deadline,
            String now)
            implements View {}

    /** A form's action, and what must go with it. */
    record Sending(String action, String proof, String nonce) implements View {}

    /** Saying where tickets go, and going on to pay; {@code emailFault} and {@code note} are null when all is well. */
    record Checkout(
            Basket basket,
            Note note,
            Sending order,
            String email,
            String emailFault,
            String pay,
            boolean free,
            String again,
            Sending release)
            implements View {}

    /** What became of a payment; {@code retry} is null when there is nothing to try again, {@code next} when nothing is left to do. */
    record Result(
            String title, List<String> says, String tone, int step, Basket basket, Sending retry, String pay, Link next)
            implements View {}

    /** A booking: how it stands, and its tickets. {@code show} is null where tickets say it; what there is not is null. */
    record Booking(
            String heading,
            String status,
            String reference,
            List<Note> notes,
            Facts show,
            List<TicketCard> tickets,
            List<SumLine> lines,
            String calendar,
            String cancel,
            String cancelling,
            String pay)
            implements View {}

    /** A ticket; {@code qr} is SVG, or null when it opens no door. */
    record TicketCard(
            String when,
            String title,
            String where,
            List<Fact> facts,
            String qr,
            String qrLabel,
            String status,
            boolean valid)
            implements View {}

    /** A name and what it stands for. */
    record Fact(String name, String value) implements View {}

    /** Choosing tickets to give back. */
    record CancelChoices(Facts show, Note note, List<CancelChoice> tickets, String action, String back)
            implements View {}

    /** A ticket to give back; {@code why} it cannot be, or null. */
    record CancelChoice(String ordinal, String name, String price, String why) implements View {}

    /** What goes, and what comes back. */
    record CancelCheck(
            Facts show,
            List<SumLine> lines,
            List<String> ordinals,
            String goesBack,
            boolean pays,
            Sending order,
            String back)
            implements View {}

    /** Bookings of this browser, those of addresses it has proved, and the form that asks for more. */
    record MyBookings(
            List<BookingLine> own, List<BookingLine> found, Note note, Sending ask, String email, String fault)
            implements View {}

    /** One of a list of bookings. */
    record BookingLine(String path, String title, String line, String status, boolean confirmed) implements View {}

    /** Entering a code. */
    record CodeForm(Sending order, String fault, String back) implements View {}
}
