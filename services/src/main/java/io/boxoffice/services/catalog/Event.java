package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.boxoffice.gateway.record.IdText;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.core.mapper.reflect.ColumnName;

/**
 * A film, concert or match, of which there are shows: a row and an answer.
 *
 * @param pictures its images as everybody gets them, in their order
 * @param version  counts its changes from 1
 */
public record Event(
        @IdText @NotNull long id,
        @IdText @NotNull @JsonProperty("organizerId") long ownerId,
        @Nested @JsonUnwrapped EventRequest stated,

        @NotNull @JsonPropertyDescription("Its images as everybody gets them")
        List<EventPicture> pictures,

        @ColumnName("shown_version") @NotNull long version) {
    /** The picture for something, or null. */
    public EventPicture picture(ImageRole role) {
        return pictures.stream().filter(p -> p.role() == role).findFirst().orElse(null);
    }
}
