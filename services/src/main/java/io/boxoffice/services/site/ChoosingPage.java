package io.boxoffice.services.site;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.boxoffice.gateway.availability.SaleStatus;
import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.availability.ShowSnapshot;
import io.boxoffice.gateway.availability.ShowSnapshots;
import io.boxoffice.gateway.availability.TicketTypes;
import io.boxoffice.protocol.port.SeatState;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.boxoffice.services.Money;
import io.boxoffice.services.site.Glances.Glance;
import io.boxoffice.services.site.Programme.City;
import io.boxoffice.services.site.Programme.Entry;
import io.boxoffice.services.site.SeatParts.Part;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Choosing seats from a list, the best together, and standing places: one form. The page is drawn once for all, with marks where each person's
 * proof and nonce go; what somebody marked, and what was wrong with it, is drawn for them alone. Blocks; any thread.
 */
final class ChoosingPage {
    private static final int MOST_TOGETHER = 10;
    private static final int MANY_SEATS = 600;

    private final Drawing drawing;
    private final Glances glances;
    private final ShowSnapshots told;
    private final Clock clock;
    private final String proofMark = "proof-" + Personal.nonce();
    private final String nonceMark = "nonce-" + Personal.nonce();
    private final Cache<String, String> drawn;

    /** What somebody marked, and what to tell them; neither is null. */
    record Marked(Set<String> seats, View.Note note) {}

    ChoosingPage(Drawing drawing, Glances glances, ShowSnapshots told, Clock clock, int maxAgeMs, long maxChars) {
        this.drawing = drawing;
        this.glances = glances;
        this.told = told;
        this.clock = clock;
        drawn = Caffeine.newBuilder()
                .expireAfterWrite(Duration.ofMillis(maxAgeMs))
                .maximumWeight(maxChars)
                .weigher((String key, String html) -> html.length())
                .build();
    }

    /** A number for one drawing of a form. */
    String nonce() {
        return Personal.nonce();
    }

    /**
     * The page as somebody sees it first.
     *
     * @param city where the show is
     * @param part of the seats, see {@link SeatParts}; -1: none yet
     */
    byte[] first(Say say, Entry entry, City city, int part, String proof) {
        String key = say.code() + ' ' + entry.card().showId() + ' ' + part;
        String html = drawn.get(key, k -> draw(say, entry, city, part, new Marked(Set.of(), null)));
        return personal(html, proof);
    }

    /** The page with what somebody marked before, and what became of it. */
    byte[] again(Say say, Entry entry, City city, int part, String proof, Marked marked) {
        return personal(draw(say, entry, city, part, marked), proof);
    }

    private byte[] personal(String html, String proof) {
        return html.replace(proofMark, proof)
                .replace(nonceMark, Personal.nonce())
                .getBytes(StandardCharsets.UTF_8);
    }

    private String draw(Say say, Entry entry, City city, int wantedPart, Marked marked) {
        SeatMap map = entry.map();
        PriceList prices = entry.show().prices();
        ShowCard card = entry.card();
        ShowWords words = new ShowWords(say, glances, clock.instant());
        Glance glance = glances.of(entry.show());
        boolean open = glance.status() == SaleStatus.ON_SALE && prices != null;
        ShowSnapshot now = new ShowSnapshot();
        told.copy(entry.show(), now);
        SeatWords seatWords =
                new SeatWords(say, map, card.types(), entry.show().definition().currency());
        SeatParts parts = new SeatParts(map);
        int part = parts.all().size() == 1
                        || wantedPart < 0
                                && map.seatCount() <= MANY_SEATS
                                && parts.all().size() > 0
                ? Math.max(0, wantedPart)
                : wantedPart;
        boolean hasPart = open && part >= 0 && part < parts.all().size();
        String path = "/s/" + card.showId();
        String currency = entry.show().definition().currency();
        View.Note note = marked.note != null ? marked.note : open ? null : closed(say, words, entry, glance);
        View view = new View.Choosing(
                facts(say, entry),
                note,
                '/' + say.code() + path,
                Long.toString(card.showId()),
                say.one(currency),
                Money.digits(currency),
                proofMark,
                nonceMark,
                open && map.seatCount() > 0 && card.types().names().size() > 1
                        ? typeCounts(say, prices, seatWords, entry)
                        : List.of(),
                open && map.seatCount() > 0 && card.types().names().size() == 1
                        ? new View.Count("best", say.text("choose.howManySeats"), "", 2, most(entry))
                        : null,
                open && map.seatCount() > 0 ? categories(say, map, prices, seatWords) : List.of(),
                open && parts.all().size() > 1 ? parts(say, seatWords, map, parts, now, path) : List.of(),
                hasPart ? partName(say, seatWords, map, parts.all().get(part)) : null,
                hasPart ? about(seatWords, map.rowSection(parts.all().get(part).firstRow()), parts) : List.of(),
                hasPart
                        ? new SeatRows(map, seatWords, prices, now)
                                .kinds(parts.all().get(part))
                        : List.of(),
                hasPart
                        ? new SeatRows(map, seatWords, prices, now)
                                .of(parts.all().get(part), marked.seats, most(entry))
                        : List.of(),
                open ? areas(say, map, prices, now, seatWords, entry) : List.of(),
                open);
        String title = say.text("choose.title", "title", card.eventTitle());
        Frame frame = drawing.frame(say, path, title, title).in(city).hidden();
        return new String(drawing.draw("choosing", frame, view), StandardCharsets.UTF_8);
    }

    /** What is to be known of a section; with its floor where no list of sections says it. */
    private static List<String> about(SeatWords words, int section, SeatParts parts) {
        List<String> about = new ArrayList<>(words.about(section));
        if (parts.all().size() == 1 && words.level(section) != null) {
            about.add(0, words.level(section));
        }
        return about;
    }

    /** What stands above everything that is about one show. */
    static View.Facts facts(Say say, Entry entry) {
        ShowCard card = entry.card();
        return new View.Facts(
                card.eventTitle(),
                '/' + say.code() + ShowWords.eventPath(card.eventId(), card.eventTitle()),
                say.dayTime(Instant.ofEpochMilli(card.startsAtMs()), entry.zone()),
                say.text("choose.where", "venue", card.venueName(), "hall", card.hallName()),
                ShowWords.more(say, card, entry.zone()));
    }

    private static View.Note closed(Say say, ShowWords words, Entry entry, Glance glance) {
        String path = '/'
                + say.code()
                + ShowWords.eventPath(entry.card().eventId(), entry.card().eventTitle());
        return new View.Note(
                words.left(entry, glance), say.text("choose.closedWhy"), path, say.text("choose.otherShows"));
    }

    private static int most(Entry entry) {
        return Math.min(MOST_TOGETHER, entry.show().definition().maxUnitsPerHold());
    }

    private static List<View.Count> typeCounts(Say say, PriceList prices, SeatWords words, Entry entry) {
        List<View.Count> counts = new ArrayList<>();
        for (int type = 0; type < Math.min(words.typeCount(), prices.typeCount()); type++) {
            if (prices.sells(type)) {
                long least = Long.MAX_VALUE;
                for (int i = 0; i < prices.classCount(); i++) {
                    long amount = prices.amount(i, type);
                    least = amount == PriceList.UNSOLD ? least : Math.min(least, amount);
                }
                String price = say.text("show.from", "price", words.money(least));
                counts.add(new View.Count("type." + type, words.type(type), price, type == 0 ? 2 : 0, most(entry)));
            }
        }
        return counts;
    }

    private static List<View.Choice> categories(Say say, SeatMap map, PriceList prices, SeatWords words) {
        String[] price = new String[map.categoryCount()];
        for (int seat = 0; seat < map.seatCount(); seat++) {
            int category = map.seatCategory(seat);
            if (price[category] == null) {
                price[category] = words.price(prices, prices.seatClass(seat));
            }
        }
        List<View.Choice> choices = new ArrayList<>();
        choices.add(new View.Choice("", say.text("choose.anyCategory"), true));
        for (int category = 0; category < price.length; category++) {
            if (price[category] != null) {
                String name = map.categoryName(category);
                choices.add(new View.Choice(
                        name, say.text("choose.category", "name", name, "price", price[category]), false));
            }
        }
        return choices;
    }

    private static List<View.Place> parts(
            Say say, SeatWords words, SeatMap map, SeatParts parts, ShowSnapshot now, String path) {
        List<View.Place> places = new ArrayList<>();
        for (int i = 0; i < parts.all().size(); i++) {
            Part part = parts.all().get(i);
            long free = 0;
            for (int seat = part.firstSeat(map); seat < part.endSeat(map); seat++) {
                free += now.seats().seatState(seat) == SeatState.FREE ? 1 : 0;
            }
            places.add(new View.Place(
                    '/' + say.code() + path + "?part=" + i + "#rows",
                    partName(say, words, map, part),
                    say.text("choose.free", "count", free)));
        }
        return places;
    }

    private static String partName(Say say, SeatWords words, SeatMap map, Part part) {
        String name = part.whole()
                ? part.section()
                : say.text(
                        "choose.rows",
                        "section",
                        part.section(),
                        "first",
                        map.rowLabel(part.firstRow()),
                        "last",
                        map.rowLabel(part.endRow() - 1));
        String level = words.level(map.rowSection(part.firstRow()));
        return level == null || level.equals(part.section())
                ? name
                : say.text("choose.onLevel", "level", level, "name", name);
    }

    private static List<View.Area> areas(
            Say say, SeatMap map, PriceList prices, ShowSnapshot now, SeatWords words, Entry entry) {
        List<View.Area> areas = new ArrayList<>();
        TicketTypes types = entry.card().types();
        for (int area = 0; area < map.areaCount(); area++) {
            int free = now.freePlaces(map, area);
            List<View.Count> counts = new ArrayList<>();
            for (int type = 0; type < Math.min(types.names().size(), prices.typeCount()); type++) {
                long amount = prices.unitPrice(-(area + 1), type);
                if (amount != PriceList.UNSOLD && free > 0) {
                    counts.add(new View.Count(
                            "area." + area + '.' + type,
                            types.names().size() == 1 ? say.text("choose.howManyPlaces") : words.type(type),
                            words.money(amount),
                            0,
                            Math.min(free, entry.show().definition().maxUnitsPerHold())));
                }
            }
            areas.add(new View.Area(
                    map.area(area).name(),
                    free == 0 ? say.text("show.soldOut") : say.text("choose.free", "count", free),
                    words.aboutArea(area),
                    counts));
        }
        return areas;
    }
}
