package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.record.Checked;
import io.boxoffice.gateway.record.Example;
import io.boxoffice.gateway.record.Fixed;
import io.boxoffice.gateway.record.Paragraphs;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What an organizer says about an event.
 *
 * @param externalId  unique among the owner's events
 * @param kind        null: not said
 * @param otherTitles never null, as all lists
 * @param trailer     an https address
 * @param status      null: it stays as it is; of a new event, a draft
 */
@Example("""
        {"externalId":"2031/low-tide","kind":"film","title":"Low Tide","originalTitle":"Bajamar",
         "otherTitles":[{"title":"Ebbe","language":"de"}],
         "description":"A keeper finds a **message** that she wrote herself.\\n\\nWith an introduction on Tuesdays.",
         "genres":["Drama"],"language":"es","durationMinutes":104,"ageRating":"12A","year":2030,
         "credits":[{"name":"Mira Sandoval","role":"Director"}],"images":[],"trailer":"https://video.example/low-tide",
         "links":[{"name":"Interview","url":"https://paper.example/sandoval"}],"status":"draft"}""")
public record EventRequest(
        @Fixed @Size(max = 200) @JsonPropertyDescription(ExternalIds.DESCRIPTION)
        String externalId,

        EventKind kind,
        @NotBlank @Size(max = 500) String title,

        @Size(max = 500) @JsonPropertyDescription("In the language it was made in")
        String originalTitle,

        @Size(max = 20) List<@NotNull @Valid OtherTitle> otherTitles,

        @Paragraphs @Size(max = 20_000) @JsonPropertyDescription("Markdown (CommonMark), without HTML and images")
        String description,

        @Size(max = 20) List<@NotBlank @Size(max = 100) String> genres,
        @Size(max = 35) @JsonPropertyDescription("BCP 47") String language,
        @Min(1) @Max(14_400) Integer durationMinutes,
        @Size(max = 50) String ageRating,

        @Min(1) @Max(9_999) @JsonPropertyDescription("When it was made or first shown")
        Integer year,

        @Size(max = 200) List<@NotNull @Valid Credit> credits,

        @Size(max = 12) @JsonPropertyDescription("At most one poster and one hero")
        List<@NotNull @Valid EventImage> images,

        @Size(max = WebLink.MAX_URL) @JsonPropertyDescription("https")
        String trailer,

        @Size(max = 20) List<@NotNull @Valid WebLink> links,

        @JsonPropertyDescription("Missing: as it is; of a new event, a draft. A show on sale publishes its event")
        EventStatus status)
        implements Checked {
    public EventRequest {
        otherTitles = listed(otherTitles);
        genres = listed(genres);
        credits = listed(credits);
        images = listed(images);
        links = listed(links);
    }

    /** Elements that are null are told of later. */
    private static <T> List<T> listed(List<T> list) {
        return list == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(list));
    }

    @Override
    public void check(FieldErrors errors) {
        ExternalIds.check(externalId, errors);
        Check.https(trailer, "/trailer", errors);
        for (int i = 0; i < otherTitles.size(); i++) {
            if (otherTitles.get(i) != null) {
                otherTitles.get(i).check("/otherTitles/" + i, errors);
            }
        }
        for (int i = 0; i < links.size(); i++) {
            if (links.get(i) != null) {
                links.get(i).check("/links/" + i, errors);
            }
        }
        checkOnce(ImageRole.POSTER, errors);
        checkOnce(ImageRole.HERO, errors);
    }

    private void checkOnce(ImageRole role, FieldErrors errors) {
        boolean seen = false;
        for (int i = 0; i < images.size(); i++) {
            boolean isOne = images.get(i) != null && images.get(i).role() == role;
            if (isOne && seen) {
                errors.add("/images/" + i + "/role", FieldErrors.INVALID, "there is another " + role.text());
            }
            seen |= isOne;
        }
    }

    /** Whether making it again finds the one that is there: what is said of it is the same. */
    boolean isSameAs(EventRequest there) {
        return equals(status == null ? there.with(null) : there);
    }

    /** The same in another state. */
    EventRequest with(EventStatus changed) {
        return new EventRequest(
                externalId,
                kind,
                title,
                originalTitle,
                otherTitles,
                description,
                genres,
                language,
                durationMinutes,
                ageRating,
                year,
                credits,
                images,
                trailer,
                links,
                changed);
    }
}
