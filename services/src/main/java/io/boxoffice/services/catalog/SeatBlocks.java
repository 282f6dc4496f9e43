package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.protocol.pricing.BlockReason;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that is not for sale of a show, as it is stated and told.
 *
 * @param blocks reasons by seat id; all other seats are for sale
 * @param areas  blocked places; of an area that is not named none is
 */
public record SeatBlocks(
        @JsonPropertyDescription("Reasons by seat id; all other seats are for sale") @NotNull
        Map<String, @NotNull @Pattern(regexp = BlockReason.NAMES) String> blocks,

        @JsonPropertyDescription("Blocked places; of an area that is not named none is") @Size(max = MAX_AREAS)
        List<@NotNull @Valid BlockedArea> areas) {
    /** Areas that one body may name: as many as a seat map may have. */
    static final int MAX_AREAS = 255;

    public SeatBlocks {
        areas = Prices.listed(areas);
    }

    /** As it is told. */
    static SeatBlocks of(Blocks blocks) {
        Map<String, String> reasons = new TreeMap<>();
        blocks.seats().forEach((seat, reason) -> reasons.put(seat, BlockReason.nameOf(reason)));
        List<BlockedArea> areas = new ArrayList<>();
        blocks.places().forEach((area, places) -> areas.add(new BlockedArea(area, places)));
        return new SeatBlocks(reasons, areas);
    }
}
