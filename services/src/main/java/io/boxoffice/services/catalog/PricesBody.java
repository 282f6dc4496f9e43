package io.boxoffice.services.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.boxoffice.gateway.http.JsonFields;
import io.boxoffice.gateway.http.Texts;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.pricing.PricePeriods;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads prices: of the first ticket type, of further types, and of periods to come. For one thread and one body. */
final class PricesBody {
    private static final long MAX_AMOUNT = 1_000_000_000_000L;

    private final Map<String, Long> categories = new HashMap<>();
    private final Map<String, Long> seats = new HashMap<>();
    private final Map<String, Long> areas = new HashMap<>();
    private final List<TypePrices> types = new ArrayList<>();
    private final List<LaterPrices> periods = new ArrayList<>();
    private Long defaultAmount;
    private String name;
    private boolean companion;
    /** 0: not said. */
    private long fromMs;

    Prices read(Call call) {
        call.readJson(this::field);
        return prices();
    }

    Prices readObject(JsonParser json, String field) throws IOException {
        JsonFields.object(json, field, this::field);
        return prices();
    }

    private Prices prices() {
        return new Prices(defaultAmount, categories, seats, areas, types, periods);
    }

    private void field(String field, JsonParser json) throws IOException {
        switch (field) {
            case "types" -> JsonFields.array(json, field, this::type);
            case "periods" -> JsonFields.array(json, field, this::period);
            default -> amountField(field, json);
        }
    }

    private void amountField(String field, JsonParser json) throws IOException {
        switch (field) {
            case "default" ->
                defaultAmount = json.currentToken() == JsonToken.VALUE_NULL
                        ? null
                        : Long.valueOf(JsonFields.integer(json, field, 0, MAX_AMOUNT));
            case "categories" -> amounts(json, field, categories);
            case "seats" -> amounts(json, field, seats);
            case "areas" -> amounts(json, field, areas);
            default -> {
                // Skipped.
            }
        }
    }

    private void type(JsonParser json) throws IOException {
        if (types.size() >= PriceList.MAX_TYPES - 1) {
            throw JsonFields.invalid("types", "are too many");
        }
        PricesBody type = new PricesBody();
        JsonFields.object(json, "types", (field, value) -> {
            switch (field) {
                case "name" -> type.name = Texts.line(JsonFields.string(value, "types.name"), "types.name");
                case "companion" -> type.companion = JsonFields.bool(value, "types.companion");
                default -> type.amountField(field, value);
            }
        });
        if (type.name == null) {
            throw JsonFields.invalid("types.name", "is missing");
        }
        types.add(
                new TypePrices(type.name, type.companion, type.defaultAmount, type.categories, type.seats, type.areas));
    }

    private void period(JsonParser json) throws IOException {
        if (periods.size() >= PricePeriods.MAX_PERIODS) {
            throw JsonFields.invalid("periods", "are too many");
        }
        PricesBody period = new PricesBody();
        JsonFields.object(json, "periods", (field, value) -> {
            switch (field) {
                case "from" -> period.fromMs = JsonFields.timeMs(value, "periods.from");
                case "types" -> JsonFields.array(value, "periods.types", period::type);
                default -> period.amountField(field, value);
            }
        });
        if (period.fromMs == 0) {
            throw JsonFields.invalid("periods.from", "is missing");
        }
        periods.add(new LaterPrices(period.fromMs, period.prices()));
    }

    private static void amounts(JsonParser json, String what, Map<String, Long> into) throws IOException {
        JsonFields.object(
                json,
                what,
                (unit, value) -> into.put(unit, JsonFields.integer(value, what + '.' + unit, 0, MAX_AMOUNT)));
    }
}
