package io.boxoffice.services.site;

import io.boxoffice.gateway.http.Exchange;
import io.boxoffice.gateway.http.ProblemCode;
import io.boxoffice.gateway.route.MediaTypes;
import io.boxoffice.gateway.route.ProblemPages;
import io.boxoffice.services.SafetyHeaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What browsers are shown when something goes wrong: drawn once, so that a refusal under overload costs next to nothing. Any thread. */
final class TroublePages implements ProblemPages {
    private static final String HTML = "text/html";
    private static final String API = "/v1/";

    /** What goes wrong, as people see it. */
    private enum Trouble {
        NOT_FOUND("trouble.notFound"),
        BUSY("trouble.busy"),
        FAULT("trouble.fault"),
        SESSION("trouble.session"),
        NOT_UNDERSTOOD("trouble.notUnderstood");

        private final String key;

        Trouble(String key) {
            this.key = key;
        }

        static Trouble of(int status) {
            return switch (status) {
                case 401, 403 -> SESSION;
                case 404 -> NOT_FOUND;
                case 429, 503 -> BUSY;
                default -> status >= 500 ? FAULT : NOT_UNDERSTOOD;
            };
        }
    }

    private final Languages languages;
    private final Map<String, Map<Trouble, Page>> pages = new HashMap<>();

    TroublePages(Drawing drawing) {
        languages = drawing.languages();
        List<String> fields = new ArrayList<>(SafetyHeaders.FIELDS);
        fields.addAll(List.of("cache-control", "no-store"));
        for (Say say : languages.all()) {
            Map<Trouble, Page> ofLanguage = new HashMap<>();
            for (Trouble trouble : Trouble.values()) {
                String title = say.text(trouble.key);
                View view = new View.Trouble(
                        title, say.text(trouble.key + "Why"), '/' + say.code(), say.text("trouble.home"));
                Frame frame = drawing.frame(say, "", title, title).hidden();
                ofLanguage.put(
                        trouble, new Page(HTML + "; charset=utf-8", drawing.draw("trouble", frame, view), fields));
            }
            pages.put(say.code(), ofLanguage);
        }
    }

    @Override
    public Page page(Exchange exchange, ProblemCode code) {
        String path = exchange.path();
        if (path.startsWith(API) || !MediaTypes.names(exchange.headers(), HTML)) {
            return null;
        }
        int end = path.indexOf('/', 1);
        Say say = path.length() < 2 ? null : languages.find(path.substring(1, end < 0 ? path.length() : end));
        if (say == null) {
            List<String> asked = exchange.headerValues("accept-language");
            say = languages.preferred(asked.isEmpty() ? null : asked.get(0));
        }
        return pages.get(say.code()).get(Trouble.of(code.status()));
    }
}
