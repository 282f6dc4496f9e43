package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.services.database.KeptTime;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Prices from a time on, of the same ticket types. See {@link Prices} for the rest.
 *
 * @param from to the millisecond
 */
public record LaterPrices(
        @NotNull @KeptTime Instant from,

        @JsonProperty("default") @JsonPropertyDescription(Prices.DEFAULT) @Min(0) @Max(PriceList.MAX_AMOUNT)
        Long defaultAmount,

        @JsonPropertyDescription(Prices.CATEGORIES)
        Map<String, @NotNull @Min(0) @Max(PriceList.MAX_AMOUNT) Long> categories,

        @JsonPropertyDescription(Prices.SEATS) Map<String, @NotNull @Min(0) @Max(PriceList.MAX_AMOUNT) Long> seats,
        @JsonPropertyDescription(Prices.AREAS) Map<String, @NotNull @Min(0) @Max(PriceList.MAX_AMOUNT) Long> areas,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Size(max = PriceList.MAX_TYPES - 1)
        List<@NotNull @Valid TypePrices> types) {
    public LaterPrices {
        from = ShowRequest.toMillis(from);
        categories = Prices.sorted(categories);
        seats = Prices.sorted(seats);
        areas = Prices.sorted(areas);
        types = Prices.listed(types);
    }

    /**
     * Of prices that have no periods of their own.
     *
     * @param fromMs epoch milliseconds
     */
    LaterPrices(long fromMs, Prices prices) {
        this(
                Instant.ofEpochMilli(fromMs),
                prices.defaultAmount(),
                prices.categories(),
                prices.seats(),
                prices.areas(),
                prices.types());
    }

    /** From when on, epoch milliseconds. */
    long fromMs() {
        return from.toEpochMilli();
    }

    /** What all costs then. */
    Prices prices() {
        return new Prices(defaultAmount, categories, seats, areas, types, List.of());
    }
}
