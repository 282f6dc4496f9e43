package io.boxoffice.services.sandbox;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.Ids;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.services.SafetyHeaders;
import io.boxoffice.services.payment.HostedPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The sandbox's page for cards, and the step in which the bank asks whether it is really the payer (3-D Secure). As a provider's pages do, they
 * know nothing of sessions and bookings: what is to be paid comes with the address, and a token goes back with the payer. A number that was typed
 * is compared and dropped: what goes on is the outcome it stands for. Never blocks; any thread.
 */
final class SandboxPages implements HostedPage {
    private static final String TAG = "sandbox";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String PACKAGE = "io.boxoffice.services.sandbox.drawn";
    private static final String CARD = "/sandbox/card";
    private static final String SECURE = "/sandbox/secure";
    private static final String CHOICE = "card";
    private static final int MAX_TEXT_CHARS = 1_000;
    private static final int MAX_AMOUNT_DIGITS = 15;

    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, SandboxPages.class.getClassLoader(), PACKAGE);
    private final byte[] style = style();

    private static byte[] style() {
        try (InputStream in = SandboxPages.class.getResourceAsStream("/sandbox/style.css")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String address(Order order) {
        return CARD + '?' + query(fields(order));
    }

    private static String query(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + '=' + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    List<Route> routes() {
        return List.of(
                page(Route.get(CARD, "sandboxCard"), "The test bank's page for cards")
                        .answer(200, "A page", "text/html", null)
                        .handledBy(call -> draw(call, 200, "card", fields(order(call::parameter)), Map.of())),
                page(Route.post(CARD, "sandboxCardForm").form(), "A card was chosen")
                        .noContent(303, "On to the bank")
                        .handledBy(this::choose),
                page(Route.get(SECURE, "sandboxSecure"), "The bank asks whether it is really the payer")
                        .answer(200, "A page", "text/html", null)
                        .handledBy(this::ask),
                page(Route.post(SECURE, "sandboxSecureForm").form(), "The payer confirmed it, or refused")
                        .noContent(303, "Back to the shop")
                        .handledBy(SandboxPages::finish),
                page(Route.get("/sandbox/style.css", "sandboxStyle"), "How the test bank looks")
                        .noContent(200, "A file")
                        .handledBy(call ->
                                call.respond(SafetyHeaders.add(Response.of(200, "text/css; charset=utf-8", style)))));
    }

    private static Route.Builder page(Route.Builder route, String summary) {
        return route.page().sessionless().alsoInCrowd().summary(TAG, summary);
    }

    private static Map<String, String> fields(Order order) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("amount", Long.toString(order.amount()));
        fields.put("currency", order.currency());
        fields.put("for", order.purpose());
        fields.put("lang", order.language());
        fields.put("return", order.returnPath());
        return fields;
    }

    /**
     * What is to be paid, of an address or a form.
     *
     * @throws ProblemException invalid_request, when it is none, or leads back to another site
     */
    private static Order order(UnaryOperator<String> field) {
        String amount = text(field, "amount");
        String path = text(field, "return");
        boolean isOurs = path.matches("/[A-Za-z0-9_-][!-~]*") && path.indexOf('\\') < 0;
        if (!isOurs || !amount.matches("\\d{1," + MAX_AMOUNT_DIGITS + '}')) {
            throw new ProblemException(HttpProblem.INVALID_REQUEST, "this is no order to pay");
        }
        Order order =
                new Order(Ids.parse(amount), text(field, "currency"), text(field, "for"), text(field, "lang"), path);
        try {
            Currency.getInstance(order.currency());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(HttpProblem.INVALID_REQUEST, "this is no currency");
        }
        return order;
    }

    private static String text(UnaryOperator<String> field, String name) {
        String text = field.apply(name);
        return text == null ? "" : text.substring(0, Math.min(text.length(), MAX_TEXT_CHARS));
    }

    /**
     * What the bank asks about, of an address or a form: the order, and the card that was chosen.
     *
     * @throws ProblemException invalid_request, when none was
     */
    private static Map<String, String> chosen(UnaryOperator<String> field) {
        Map<String, String> fields = fields(order(field));
        if (TestCard.ofKey(field.apply(CHOICE)) == null) {
            throw new ProblemException(HttpProblem.INVALID_REQUEST, "no card was chosen");
        }
        fields.put(CHOICE, field.apply(CHOICE));
        return fields;
    }

    private static UnaryOperator<String> form(Call call) {
        return name -> {
            List<String> values = call.form().getOrDefault(name, List.of());
            return values.isEmpty() ? null : values.get(0);
        };
    }

    /**
     * @param fields that the page's forms send along: the order, and once one was chosen the card
     */
    private void draw(Call call, int status, String template, Map<String, String> fields, Map<String, String> faults) {
        Order order = order(fields::get);
        SandboxWords words = SandboxWords.of(order.language());
        List<SandboxView.Choice> cards = Arrays.stream(TestCard.values())
                .map(each -> new SandboxView.Choice(each.key(), each.grouped(), words.text(each.key())))
                .toList();
        SandboxView view = new SandboxView(
                words,
                fields,
                order.purpose(),
                words.money(order.amount(), order.currency()),
                cards,
                faults,
                order.returnPath());
        Utf8ByteOutput output = new Utf8ByteOutput();
        templates.render(template + ".jte", view, output);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(output.getContentLength());
        try {
            output.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        call.respond(SafetyHeaders.add(Response.of(status, HTML, bytes.toByteArray()))
                .header("cache-control", "no-store"));
    }

    private void choose(Call call) {
        UnaryOperator<String> field = form(call);
        Order order = order(field);
        TestCard card = TestCard.ofKey(field.apply(CHOICE));
        Map<String, String> faults = new LinkedHashMap<>();
        if (card == null) {
            SandboxWords words = SandboxWords.of(order.language());
            card = TestCard.ofNumber(text(field, "number"));
            if (card == null) {
                faults.put("number", words.text("numberWrong"));
            }
            if (!text(field, "expiry").strip().matches("(0?[1-9]|1[0-2])\\s*/\\s*\\d{2}")) {
                faults.put("expiry", words.text("expiryWrong"));
            }
            if (!text(field, "cvc").strip().matches("\\d{3,4}")) {
                faults.put("cvc", words.text("cvcWrong"));
            }
        }
        Map<String, String> fields = fields(order);
        if (!faults.isEmpty()) {
            draw(call, 422, "card", fields, faults);
            return;
        }
        fields.put(CHOICE, card.key());
        call.respond(seeOther(SECURE + '?' + query(fields)));
    }

    private void ask(Call call) {
        draw(call, 200, "secure", chosen(call::parameter), Map.of());
    }

    private static Response seeOther(String address) {
        return SafetyHeaders.add(Response.empty(303).header("location", address))
                .header("cache-control", "no-store");
    }

    private static void finish(Call call) {
        UnaryOperator<String> field = form(call);
        Map<String, String> chosen = chosen(field);
        boolean isConfirmed = "confirm".equals(field.apply("answer"));
        TestCard outcome = isConfirmed ? TestCard.ofKey(chosen.get(CHOICE)) : TestCard.DECLINE;
        call.respond(seeOther(order(field).returnPath() + '?' + TOKEN + '=' + outcome.token()));
    }
}
