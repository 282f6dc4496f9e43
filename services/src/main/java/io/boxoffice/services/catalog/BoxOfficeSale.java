package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.gateway.availability.SaleStatus;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;

/** How the sale at the counter stands, where it has times of its own. */
public record BoxOfficeSale(
        @JsonPropertyDescription("Missing: as customers") Instant onSaleFrom,
        @JsonPropertyDescription("Missing: as customers") Instant onSaleUntil,

        @NotNull @JsonPropertyDescription("By its state and the time: on_sale also when nothing is free")
        SaleStatus saleStatus) {}
