package io.boxoffice.gateway.route;

import io.boxoffice.gateway.http.Exchange;
import io.boxoffice.gateway.http.ProblemCode;
import io.boxoffice.gateway.http.Response;
import java.util.List;

/** How problems look to people: a page instead of the JSON that programs get. Called on event loops: it must not block. */
@FunctionalInterface
public interface ProblemPages {
    /** Problems stay JSON. */
    ProblemPages NONE = (exchange, code) -> null;

    /**
     * A page that was drawn before.
     *
     * @param fields names and values of headers, in turns
     */
    record Page(String contentType, byte[] body, List<String> fields) {
        public Page {
            fields = List.copyOf(fields);
        }

        /** Adds those of its headers that an answer does not have yet. */
        Response headers(Response response) {
            for (int i = 0; i < fields.size(); i += 2) {
                if (!response.hasHeader(fields.get(i))) {
                    response.header(fields.get(i), fields.get(i + 1));
                }
            }
            return response;
        }
    }

    /** The page that goes out instead of a problem; null when whoever asks reads JSON. */
    Page page(Exchange exchange, ProblemCode code);
}
