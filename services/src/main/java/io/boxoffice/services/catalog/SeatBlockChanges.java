package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.protocol.pricing.BlockReason;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;

/**
 * What of a show is to be blocked and unblocked; the rest stays as it is.
 *
 * @param block   reasons by seat id
 * @param unblock seat ids; those that are not blocked stay so
 * @param areas   how many places are to be blocked from now on; an area that is not named stays as it is
 */
public record SeatBlockChanges(
        @JsonPropertyDescription("Reasons by seat id")
        Map<String, @NotNull @Pattern(regexp = BlockReason.NAMES) String> block,

        @JsonPropertyDescription("Seat ids; those that are not blocked stay so") @Size(max = 100_000)
        List<@NotNull String> unblock,

        @JsonPropertyDescription(
                "How many places are to be blocked from now on; an area that is not named stays as it is")
        @Size(max = SeatBlocks.MAX_AREAS)
        List<@NotNull @Valid BlockedArea> areas) {
    public SeatBlockChanges {
        block = block == null ? Map.of() : block;
        unblock = Prices.listed(unblock);
        areas = Prices.listed(areas);
    }
}
