package io.boxoffice.services.catalog;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.boxoffice.services.database.KeptTime;
import java.time.Instant;

/** When a show is sold in one way. Times are to the millisecond. */
public record SaleWindow(
        @JsonPropertyDescription("Missing: as customers") @KeptTime
        Instant onSaleFrom,

        @JsonPropertyDescription("Missing: as customers; not after the show's end") @KeptTime
        Instant onSaleUntil) {
    public SaleWindow {
        onSaleFrom = ShowRequest.toMillis(onSaleFrom);
        onSaleUntil = ShowRequest.toMillis(onSaleUntil);
    }
}
