package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.server.e2e.Api.Answer;
import io.boxoffice.server.e2e.RandomSale.Place;
import io.boxoffice.services.http.PageClient;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * For halls, types, prices, periods and dates at random: the page, the show, the hold, the booking, the tickets and PostgreSQL say one price
 * and one place. {@code -Dboxoffice.seeds=N} tries N seeds, {@code -Dboxoffice.seeds.from=S} begins at one; a failure says its seed.
 */
class OnePriceOnePlaceTest {
    private static final int SEEDS = Integer.getInteger("boxoffice.seeds", 8);
    private static final long FROM = Long.getLong("boxoffice.seeds.from", 1);
    private static final Pattern SEAT =
            Pattern.compile("name=\"seat\" value=\"([^\"]*)\"[^>]*? aria-label=\"([^\"]*)\" data-name=\"([^\"]*)\"");
    private static final Pattern FREE = Pattern.compile("^(from\\u00a0)?free\\b");
    private static final Pattern AMOUNT = Pattern.compile("[0-9][0-9,.]*");

    @TempDir
    private static Path data;

    private static TestServer server;
    private static String eventId;

    /** A place that is bought as a type. */
    private record Choice(Place place, int type) {}

    @BeforeAll
    static void start() {
        server = TestServer.aServer().in(data).start();
        Api api = server.organizer().api();
        Await.until("the catalog", () -> api.get("/v1/events").status() == 200);
        eventId =
                api.post("/v1/events", "{\"title\":\"One price\"}").expect(201).id();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void shouldSayOnePriceAndOnePlaceEverywhere() throws IOException {
        Map<Long, List<Choice>> bought = new HashMap<>();
        Map<Long, RandomSale> sales = new HashMap<>();
        for (long seed = FROM; seed < FROM + SEEDS; seed++) {
            RandomSale sale = new RandomSale(seed);
            try {
                String show = onSale(sale);
                assertShown(sale, show);
                List<Choice> choices = choices(sale, new Random(seed));
                long booking = bought(sale, show, choices, seed);
                bought.put(booking, choices);
                sales.put(booking, sale);
            } catch (AssertionError e) {
                throw new AssertionError(
                        "seed " + seed + ": " + e.getMessage() + "\n" + sale.map + "\n" + sale.prices, e);
            }
        }
        server.awaitWriter();
        bought.forEach((booking, choices) -> assertKept(sales.get(booking), booking, choices));
    }

    private static String onSale(RandomSale sale) {
        Api api = server.organizer().api();
        String venue = api.post(
                        "/v1/venues", "{\"name\":\"House\",\"city\":\"Weir\",\"timezone\":\"" + sale.zone + "\"}")
                .expect(201)
                .id();
        String hall = api.post("/v1/venues/" + venue + "/halls", "{\"name\":\"Hall\"}")
                .expect(201)
                .id();
        String map = api.post("/v1/halls/" + hall + "/seat-maps", sale.map.toString())
                .expect(201)
                .id();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("eventId", eventId).put("hallId", hall).put("seatMapId", map).put("currency", sale.currency);
        body.put("startsAt", sale.start.toString());
        body.put("endsAt", sale.start.plusSeconds(7_200).toString());
        body.putObject("rules")
                .put("holdTtlMs", 600_000)
                .put("maxUnitsPerHold", 48)
                .put("maxUnitsPerCustomer", 0)
                .put("strandedSeatRule", false);
        body.set("prices", sale.prices);
        String show = api.post("/v1/shows", body.toString()).expect(201).id();
        api.post("/v1/shows/" + show + "/publish", "{}").expect(200);
        return show;
    }

    private static void assertShown(RandomSale sale, String show) throws IOException {
        JsonNode told = server.anybody()
                .get("/v1/shows/" + show + "?include=prices")
                .expect(200)
                .body();
        assertEquals(sale.start.toString(), told.path("startsAt").asText(), "GET show: startsAt");
        assertEquals(sale.zone.getId(), told.path("timezone").asText(), "GET show: timezone");
        JsonNode prices = server.anybody()
                .get("/v1/shows/" + show + "/prices")
                .expect(200)
                .body();
        for (Place place : sale.places) {
            int of = place.unit() >= 0
                    ? prices.path("seats").get(place.unit()).asInt()
                    : prices.path("areas").get(-1 - place.unit()).path("class").asInt();
            for (int type = 0; type < sale.types.size(); type++) {
                JsonNode told0 = prices.path("classes").get(of);
                JsonNode amount = sale.types.size() == 1
                        ? told0.path("amount")
                        : told0.path("types").get(type).path("amount");
                assertEquals(
                        sale.price(place, type), amount.isMissingNode() ? -1 : amount.asLong(), place + " as " + type);
            }
        }
        assertPage(sale, show);
    }

    private static void assertPage(RandomSale sale, String show) throws IOException {
        PageClient browser = new PageClient(server.inside().address());
        String path = "/en/s/" + show;
        browser.until(path, seen -> seen.status() == 200);
        Map<String, String[]> seats = new HashMap<>();
        StringBuilder all = new StringBuilder();
        for (int part = 0;
                part <= sale.places.stream().mapToInt(Place::part).max().orElse(0);
                part++) {
            int asked = part;
            String page = browser.until(path + "?part=" + part, seen -> seen.status() == 200)
                    .text();
            all.append(page);
            Matcher seat = SEAT.matcher(page);
            while (seat.find()) {
                seats.put(seat.group(1), new String[] {text(seat.group(2)), text(seat.group(3)), Integer.toString(asked)
                });
            }
        }
        String pages = text(all.toString());
        assertTrue(
                pages.contains(DateTimeFormatter.ofPattern("HH:mm").format(sale.start.atZone(sale.zone))),
                "the time at the venue");
        for (Place place : sale.places) {
            assertTrue(place.level().isEmpty() || pages.contains(place.level()), place.level());
            if (place.unit() < 0) {
                assertTrue(pages.contains(place.label()), place.label());
                continue;
            }
            String[] said = seats.get(place.id());
            assertNotNull(said, "the page has no seat " + place);
            assertTrue(
                    said[1].contains(place.row()) && said[1].endsWith(' ' + place.label()),
                    said[1] + " is no name of " + place);
            assertTrue(sale.map.path("sections").size() == 1 || pages.contains(place.section()), place.section());
            String rest = said[0].substring((said[1] + ", ").length());
            long least = sale.price(place, 0);
            for (int type = 1; type < sale.types.size(); type++) {
                long amount = sale.price(place, type);
                least = amount < 0 ? least : Math.min(least, amount);
            }
            assertEquals(money(least, sale.currency), amount(rest), place + " on the page: " + rest);
        }
    }

    private static String text(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private static BigDecimal money(long amount, String currency) {
        return BigDecimal.valueOf(amount, Currency.getInstance(currency).getDefaultFractionDigits())
                .stripTrailingZeros();
    }

    private static BigDecimal amount(String text) {
        if (FREE.matcher(text).find()) {
            return BigDecimal.ZERO;
        }
        Matcher amount = AMOUNT.matcher(text);
        assertTrue(amount.find(), "no amount in " + text);
        return new BigDecimal(amount.group().replaceAll("[,.]$", "").replace(",", "")).stripTrailingZeros();
    }

    private static List<Choice> choices(RandomSale sale, Random random) {
        List<Choice> choices = new ArrayList<>();
        List<Place> left = new ArrayList<>(sale.places);
        int wanted = 1 + random.nextInt(8);
        while (choices.size() < wanted && !left.isEmpty()) {
            Place place = left.remove(random.nextInt(left.size()));
            int type = random.nextInt(sale.types.size());
            choices.add(new Choice(place, sale.price(place, type) < 0 ? 0 : type));
        }
        return choices;
    }

    private static long bought(RandomSale sale, String show, List<Choice> choices, long seed) {
        ObjectNode order = JsonNodeFactory.instance.objectNode();
        long sum = 0;
        for (Choice choice : choices) {
            String type = sale.types.get(choice.type);
            sum += sale.price(choice.place, choice.type);
            if (choice.place.unit() >= 0) {
                order.withArray("seats")
                        .addObject()
                        .put("id", choice.place.id())
                        .put("type", type);
            } else {
                order.withArray("areas")
                        .addObject()
                        .put("area", choice.place.id())
                        .put("type", type);
            }
        }
        Customer buyer = server.customer(10_000 + seed);
        Answer hold = buyer.api()
                .post("/v1/shows/" + show + "/holds", order.toString())
                .expect(201);
        assertUnits("hold", sale, hold.body(), choices);
        assertEquals(sum, hold.body().path("amount").asLong(), "the hold's amount");
        Answer booking = buyer.book(hold).expect(201);
        if (sum > 0) {
            buyer.pay(booking, Customer.APPROVE).expect(201);
        }
        JsonNode booked = buyer.booking(booking.id()).expect(200).body();
        assertEquals("confirmed", booked.path("status").asText());
        assertUnits("booking", sale, booked, choices);
        assertEquals(sum, booked.path("amount").asLong(), "the booking's amount");
        assertEquals(sale.currency, booked.path("currency").asText());
        JsonNode tickets = buyer.tickets(booking.id()).expect(200).body().path("items");
        assertEquals(choices.size(), tickets.size());
        for (JsonNode ticket : tickets) {
            Choice choice = choice(
                    choices, ticket.path("seat").asText(ticket.path("area").asText()));
            Place place = choice.place;
            String at = "ticket of " + place;
            assertEquals(sale.price(place, choice.type), ticket.path("price").asLong(), at);
            assertEquals(sale.types.get(choice.type), ticket.path("type").asText(), at);
            assertEquals(place.label(), ticket.path("label").asText(), at);
            assertEquals(place.row(), ticket.path("row").asText(), at);
            assertEquals(place.section(), ticket.path("section").asText(), at);
            assertEquals(place.level(), ticket.path("level").asText(), at);
            assertEquals(place.category(), ticket.path("category").asText(), at);
            assertEquals(sale.start.toString(), ticket.path("startsAt").asText(), at);
        }
        return Long.parseLong(booking.id());
    }

    private static Choice choice(List<Choice> choices, String id) {
        return choices.stream().filter(c -> c.place.id().equals(id)).findFirst().orElseThrow();
    }

    private static void assertUnits(String where, RandomSale sale, JsonNode answer, List<Choice> choices) {
        List<JsonNode> units = new ArrayList<>();
        answer.path("seats").forEach(units::add);
        answer.path("areas").forEach(units::add);
        assertEquals(choices.size(), units.size(), where + ": " + answer);
        for (JsonNode unit : units) {
            Choice choice =
                    choice(choices, unit.path("seat").asText(unit.path("area").asText()));
            String at = where + ", " + choice;
            assertEquals(
                    sale.price(choice.place, choice.type), unit.path("price").asLong(), at);
            assertEquals(choice.place.category(), unit.path("category").asText(), at);
            assertEquals(sale.types.get(choice.type), unit.path("type").asText(), at);
        }
    }

    /** What PostgreSQL has of a booking. */
    private static void assertKept(RandomSale sale, long booking, List<Choice> choices) {
        List<List<String>> rows = server.sales()
                .rows(
                        "SELECT unit, price, ticket_type, status FROM sales.booked_seats WHERE reservation_id = ?",
                        booking);
        List<List<String>> wanted = new ArrayList<>();
        long sum = 0;
        for (Choice choice : choices) {
            long price = sale.price(choice.place, choice.type);
            sum += price;
            wanted.add(List.of(
                    Integer.toString(choice.place.unit()),
                    Long.toString(price),
                    Integer.toString(choice.type),
                    "booked"));
        }
        assertEquals(
                wanted.stream().map(List::toString).sorted().toList(),
                rows.stream().map(List::toString).sorted().toList(),
                "PostgreSQL, booking " + booking);
        assertEquals(
                sum,
                server.sales()
                        .number(
                                "SELECT coalesce(sum(amount), 0) FROM sales.payments WHERE reservation_id = ?",
                                booking));
    }
}
