package io.boxoffice.server.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.server.imports.CatalogClient.Answer;
import io.boxoffice.server.imports.CatalogClient.Outcome;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Makes shows, some in one request, and puts them on sale, each judged alone. What was on sale before stays. Any thread. */
public final class ShowsOnSale {
    /** What the report counts them under. */
    public static final String KIND = "shows on sale";

    private final CatalogClient client;
    private final ImportReport report;

    public ShowsOnSale(CatalogClient client, ImportReport report) {
        this.client = client;
        this.report = report;
    }

    /**
     * Of these shows, all that the server does not refuse.
     *
     * @param body       what makes one
     * @param beforeSale is given each that is still a draft, with its id; may be refused as the making may
     * @param refused    is given each that is refused
     * @throws RuntimeException as {@link CatalogClient#createShows} says
     */
    public <T> void put(
            List<T> shows,
            Function<T, ObjectNode> body,
            BiConsumer<T, String> beforeSale,
            BiConsumer<T, RefusedByServerException> refused) {
        List<Outcome> made = client.createShows(shows.stream().map(body).toList());
        Map<String, Integer> drafts = new LinkedHashMap<>();
        for (int i = 0; i < made.size(); i++) {
            T show = shows.get(i);
            try {
                Answer answer = made.get(i).orThrow();
                if (answer.isDraft()) {
                    beforeSale.accept(show, answer.id());
                    drafts.put(answer.id(), i);
                } else {
                    report.imported(KIND, answer);
                }
            } catch (RefusedByServerException e) {
                refused.accept(show, e);
            }
        }
        Iterator<Outcome> published =
                client.publish(List.copyOf(drafts.keySet())).iterator();
        drafts.forEach((id, i) -> {
            try {
                published.next().orThrow();
                report.imported(KIND, made.get(i).answer());
            } catch (RefusedByServerException e) {
                refused.accept(shows.get(i), e);
            }
        });
    }
}
