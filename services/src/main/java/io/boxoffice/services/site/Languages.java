package io.boxoffice.services.site;

import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.route.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The languages that are served. Any thread. */
final class Languages {
    private final Map<String, Say> says = new LinkedHashMap<>();
    private final Say first;

    Languages(List<String> codes) {
        codes.forEach(code -> says.put(code, new Say(code)));
        first = says.get(codes.get(0));
    }

    /** One by its code, or null. */
    Say find(String code) {
        return says.get(code);
    }

    /**
     * The one that an address names first.
     *
     * @throws ProblemException not_found, when it is none of ours
     */
    Say of(Call call) {
        Say say = find(call.value(0));
        if (say == null) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        return say;
    }

    /** All, in the order of the configuration. */
    List<Say> all() {
        return List.copyOf(says.values());
    }

    /** For who asks for none. */
    Say first() {
        return first;
    }

    /** The one that a browser's Accept-Language likes best. */
    Say preferred(String acceptLanguage) {
        if (acceptLanguage == null) {
            return first;
        }
        try {
            for (Locale.LanguageRange range : Locale.LanguageRange.parse(acceptLanguage)) {
                Say say = says.get(range.getRange().split("-", 2)[0]);
                if (say != null && range.getWeight() > 0) {
                    return say;
                }
            }
        } catch (IllegalArgumentException e) {
            // A header that nobody can read asks for nothing.
        }
        return first;
    }
}
