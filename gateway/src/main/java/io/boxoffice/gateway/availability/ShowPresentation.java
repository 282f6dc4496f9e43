package io.boxoffice.gateway.availability;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * In which version a show gives its event.
 *
 * @param language  that is spoken or sung, BCP 47; null: not said
 * @param subtitles languages of subtitles or surtitles, never null
 * @param format    as people read it, such as 3D; null: not said
 * @param features  never null
 */
public record ShowPresentation(
        @Size(max = 35) @JsonPropertyDescription("Spoken or sung; BCP 47")
        String language,

        @Size(max = 10) @JsonPropertyDescription("BCP 47") List<@NotBlank @Size(max = 35) String> subtitles,

        @Size(max = 30) @JsonPropertyDescription("As people read it, such as 3D or IMAX")
        String format,

        @Size(max = 12) List<@NotNull ShowFeature> features) {
    /** Nothing is said. */
    public static final ShowPresentation NONE = new ShowPresentation(null, null, null, null);

    public ShowPresentation {
        // Elements that are null are told of later.
        subtitles = subtitles == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(subtitles));
        features = features == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(features));
    }
}
