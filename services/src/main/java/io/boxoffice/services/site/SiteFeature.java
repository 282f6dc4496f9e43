package io.boxoffice.services.site;

import io.boxoffice.gateway.assets.Assets;
import io.boxoffice.gateway.availability.ShowSnapshots;
import io.boxoffice.gateway.booking.HoldDesk;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.http.SharedBytes;
import io.boxoffice.gateway.route.BlockingCalls;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Feature;
import io.boxoffice.gateway.route.ProblemPages;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.protocol.port.ShowDirectory;
import io.boxoffice.services.PublicSite;
import io.boxoffice.services.SafetyHeaders;
import io.boxoffice.services.account.AccountFeature;
import io.boxoffice.services.catalog.CatalogFeature;
import io.boxoffice.services.payment.PaymentFeature;
import io.boxoffice.services.search.EventSearch;
import io.boxoffice.services.site.Programme.City;
import io.boxoffice.services.ticket.CalendarFile;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.LongFunction;

/**
 * The pages that people see: the cities, what is on in each, searches, events, venues, and the files that go with them.
 *
 * <pre>
 *   /                      the language that the browser asks for
 *   /{lang}                the cities            /{lang}/near       the nearest
 *   /{lang}/{city}         what is on there      /{lang}/search     looking for events
 *   /{lang}/search.ics, .atom  what a search finds, for calendars and feed readers; .json: what may be meant by what is typed
 *   /{lang}/e/{slug}-{id}  an event              /{lang}/v/{slug}-{id}  a venue
 *   /{lang}/s/{show}       choosing seats        /{lang}/checkout/{hold}  what is held, and paying
 *   /{lang}/checkout/return/{state}  back from the provider   /{lang}/checkout/{hold}/result  how the money stands
 *   /{lang}/bookings       my bookings           /{lang}/bookings/{id}, /b/{link}  a booking with its tickets
 *   /{lang}/privacy, /terms  the operator's texts
 *   /{lang}/preview/{link}  an event before everybody may see it
 *   /pictures/{picture}    an event's poster in pixels, for sites where it is shared
 * </pre>
 */
public final class SiteFeature implements Feature {
    private static final String TAG = "pages";
    private static final String HTML = "text/html";
    private static final String TEXT = "text/plain; charset=utf-8";
    /** Of a rate: what drawing one takes. */
    private static final int PICTURE_COST = 50;

    private final Languages languages;
    private final Assets assets;
    private final Programmes programmes;
    private final Pictures pictures;
    private final Drawing drawing;
    private final CityPages cityPages;
    private final SearchPage searchPage;
    private final SearchFeeds feeds;
    private final SearchSuggestions suggestions;
    private final ShowPages showPages;
    private final Purchase purchase;
    private final Checkout checkout;
    private final ComingBack comingBack;
    private final ResultPage result;
    private final BookingPages bookingPages;
    private final MyBookings myBookings;
    private final SiteFiles files;
    private final Previews previews;
    private final OperatorTexts texts;
    private final TroublePages troubles;
    private final PageCache cache;
    private final BlockingCalls blocking;

    /**
     * Who sells.
     *
     * @param desk     takes what was chosen
     * @param accounts keeps where tickets go
     * @param payments takes money
     */
    public record Sale(HoldDesk desk, AccountFeature accounts, PaymentFeature payments) {}

    /**
     * @param catalog  what there is to see
     * @param search   finds events
     * @param shows    what the core publishes
     * @param sale     takes what was chosen, and money
     * @param tickets  what pages of bookings are made of
     * @param blocking the threads on which pages are drawn
     * @param budget   what pages and files are counted in
     */
    public SiteFeature(
            SiteConfig config,
            PublicSite site,
            CatalogFeature catalog,
            EventSearch search,
            ShowDirectory shows,
            Sale sale,
            TicketSources tickets,
            BlockingCalls blocking,
            SharedBytes.Budget budget,
            Clock clock) {
        languages = new Languages(config.languages());
        assets = new Assets(budget);
        programmes = new Programmes(catalog.names(), shows, catalog.seatMaps().told(), clock);
        Details details = new Details(catalog.details(), clock);
        pictures = new Pictures(site, programmes, details, config.maxPictureBytes());
        drawing = new Drawing(site, languages, assets, pictures.ofSite());
        ShowSnapshots told = new ShowSnapshots(shows, clock);
        Glances glances = new Glances(told);
        JsonLd data = new JsonLd(site.url(), glances);
        cityPages = new CityPages(drawing, programmes, details, glances, data, clock);
        SearchFinding finding = new SearchFinding(programmes, details, search);
        searchPage = new SearchPage(drawing, programmes, details, glances, finding, clock);
        feeds = new SearchFeeds(drawing, finding, glances, clock);
        suggestions = new SearchSuggestions(programmes, search, clock);
        showPages = new ShowPages(drawing, programmes, details, glances, data, pictures, clock, config.maxShowsAPage());
        ChoosingPage choosing =
                new ChoosingPage(drawing, glances, told, clock, config.maxPageAgeMs(), config.maxPageBytes());
        purchase = new Purchase(languages, programmes, choosing, told, sale.desk, blocking);
        Baskets baskets = new Baskets(told, clock);
        ToProvider provider = new ToProvider(
                sale.payments.hostedPage(),
                sale.accounts.returns(),
                Duration.ofMillis(config.payment().returnMs()));
        checkout = new Checkout(
                drawing, programmes, choosing, told, baskets, sale.desk, sale.accounts.guests(), provider, blocking);
        comingBack = new ComingBack(languages, sale.accounts.returns(), sale.desk, sale.payments.service());
        result = new ResultPage(
                drawing,
                programmes,
                choosing,
                baskets,
                sale.desk,
                sale.payments.service(),
                provider,
                config.payment(),
                blocking);
        bookingPages = new BookingPages(drawing, sale.desk, shows, catalog, tickets, blocking, clock);
        myBookings = new MyBookings(drawing, sale.desk, catalog.names(), tickets, blocking);
        files = new SiteFiles(drawing, programmes);
        previews = new Previews(
                languages,
                catalog.previews(),
                sale.accounts.previews(),
                showPages,
                site.url(),
                blocking,
                SiteFeature::date);
        texts = new OperatorTexts(config.textsDirectory());
        troubles = new TroublePages(drawing);
        this.blocking = blocking;
        cache = new PageCache(config.maxPageAgeMs(), config.maxPageBytes(), budget, blocking);
    }

    @Override
    public ProblemPages problemPages() {
        return troubles;
    }

    @Override
    public List<Route> routes() {
        List<Route> all = new ArrayList<>(purchase.routes());
        all.addAll(checkout.routes());
        all.addAll(comingBack.routes());
        all.addAll(result.routes());
        all.addAll(bookingPages.routes());
        all.addAll(myBookings.routes());
        all.addAll(previews.routes());
        all.addAll(List.of(
                page("/", "pageRoot", "The first page in the browser's language")
                        .handledBy(this::root),
                page("/{lang}", "pageCities", "The cities").handledBy(this::cities),
                page("/{lang}/near", "pageNear", "The nearest city").handledBy(blocking.of(this::near)),
                page("/{lang}/search", "pageSearch", "Looking for events").handledBy(this::search),
                file("/{lang}/search.json", "fileSearchSuggestions").handledBy(this::suggest),
                file("/{lang}/search.ics", "fileSearchCalendar")
                        .handledBy(call -> feed(call, CalendarFile.TYPE, feeds::calendar)),
                file("/{lang}/search.atom", "fileSearchFeed")
                        .handledBy(call -> feed(call, SearchFeeds.ATOM, feeds::atom)),
                page("/{lang}/privacy", "pagePrivacy", "What becomes of what is known of people")
                        .handledBy(call -> text(call, "privacy")),
                page("/{lang}/terms", "pageTerms", "The terms").handledBy(call -> text(call, "terms")),
                page("/{lang}/{city}", "pageHome", "What is on in a city").handledBy(this::home),
                page("/{lang}/e/{event}", "pageEvent", "An event").handledBy(this::event),
                page("/{lang}/v/{venue}", "pageVenue", "A venue").handledBy(this::venue),
                file("/assets/{file}", "pageAsset").handledBy(assets::answer),
                file("/pictures/{picture}", "pagePicture").cost(PICTURE_COST).handledBy(blocking.of(pictures::answer)),
                file("/robots.txt", "pageRobots").handledBy(call -> cache.answer(call, "robots", TEXT, files::robots)),
                file("/sitemap.xml", "pageSitemap")
                        .handledBy(call -> cache.answer(call, "sitemap", "application/xml", files::sitemap)),
                file("/manifest.webmanifest", "pageManifest")
                        .handledBy(
                                call -> cache.answer(call, "manifest", "application/manifest+json", files::manifest)),
                file("/favicon.svg", "pageIcon")
                        .handledBy(call -> cache.answer(call, "icon", "image/svg+xml", files::icon)),
                file("/favicon.ico", "pageOldIcon").handledBy(call -> call.respond(moved("/favicon.svg")))));
        return all;
    }

    private static Route.Builder page(String template, String id, String summary) {
        return Route.get(template, id).page().summary(TAG, summary).answer(200, "A page", HTML, null);
    }

    private static Route.Builder file(String template, String id) {
        return Route.get(template, id).page().summary(TAG, "A file of the site").noContent(200, "A file");
    }

    private void root(Call call) {
        Say say = languages.preferred(first(call.headers("accept-language")));
        call.respond(moved('/' + say.code()).header("vary", "accept-language"));
    }

    private void cities(Call call) {
        Say say = languages.of(call);
        cache.answer(call, "cities " + say.code(), () -> cityPages.cities(say));
    }

    private Response near(Call call) {
        Say say = languages.of(call);
        City city = null;
        try {
            String[] at = parameter(call, "at").split(",", 2);
            city = cityPages.nearest(Double.parseDouble(at[0]), Double.parseDouble(at[1]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            // Whoever does not say where they are may choose.
        }
        return moved('/' + say.code() + (city == null ? "" : '/' + Slugs.encode(city.slug())));
    }

    private void home(Call call) {
        Say say = languages.of(call);
        String slug = Slugs.decode(call.value(1));
        if (programmes.now().city(slug) == null) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        cache.answer(call, "home " + say.code() + ' ' + slug, () -> cityPages.home(say, slug));
    }

    private void search(Call call) {
        Say say = languages.of(call);
        SearchAsked asked = SearchAsked.of(call);
        cache.answer(call, "search " + say.code() + ' ' + asked, () -> searchPage.draw(say, asked));
    }

    private void suggest(Call call) {
        Say say = languages.of(call);
        String text = SearchAsked.of(call).get(SearchAsked.TEXT);
        cache.answer(
                call, "suggestions " + say.code() + ' ' + text, "application/json", () -> suggestions.json(say, text));
    }

    /** A search as a file that programs ask for again and again. */
    private void feed(Call call, String type, BiFunction<Say, SearchAsked, byte[]> drawer) {
        Say say = languages.of(call);
        SearchAsked asked = SearchAsked.of(call);
        cache.answer(call, type + ' ' + say.code() + ' ' + asked, type, () -> drawer.apply(say, asked));
    }

    private void event(Call call) {
        named(call, "/e/", showPages::eventPath, showPages::event);
    }

    private void venue(Call call) {
        named(call, "/v/", showPages::venuePath, showPages::venue);
    }

    @FunctionalInterface
    private interface Drawer {
        byte[] draw(Say say, String path, ShowPages.Asked asked);
    }

    /** A page whose address has a name that may have changed: it has moved then. */
    private void named(Call call, String kind, LongFunction<String> paths, Drawer drawer) {
        Say say = languages.of(call);
        ShowPages.Asked asked = new ShowPages.Asked(parameter(call, "city"), date(call));
        String key = kind + call.value(1) + ' ' + say.code() + ' ' + asked;
        cache.answerOr(call, key, c -> {
            String path = paths.apply(Slugs.id(c.value(1)));
            if (path == null) {
                throw new ProblemException(HttpProblem.NOT_FOUND);
            }
            return path.equals(kind + c.value(1))
                    ? cache.drawn(c, key, () -> drawer.draw(say, path, asked))
                    : moved('/' + say.code() + path);
        });
    }

    private void text(Call call, String kind) {
        Say say = languages.of(call);
        cache.answer(call, kind + ' ' + say.code(), () -> {
            String title = say.text("text." + kind);
            Frame frame = drawing.frame(say, '/' + kind, title, title);
            return drawing.draw("prose", frame, new View.Prose(title, texts.read(kind, say.code())));
        });
    }

    private static String parameter(Call call, String name) {
        String value = call.parameter(name);
        return value == null ? "" : value;
    }

    /** A day; what is no day is none, as a page is there all the same. */
    private static LocalDate date(Call call) {
        String text = parameter(call, "date");
        try {
            return text.matches("20\\d\\d-\\d\\d-\\d\\d") ? LocalDate.parse(text) : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static String first(List<String> values) {
        return values.isEmpty() ? null : values.get(0);
    }

    private static Response moved(String address) {
        return SafetyHeaders.add(Response.empty(302).header("location", address).header("cache-control", "no-cache"));
    }
}
