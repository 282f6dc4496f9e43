package io.boxoffice.services.catalog;

import com.fasterxml.jackson.core.JsonParser;
import io.boxoffice.gateway.http.JsonFields;
import io.boxoffice.gateway.route.Call;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Reads shows, prices and blocks as they are sent in. */
final class ShowBody {
    private String externalId;
    private long hallId;
    private long eventId;
    private long seatMapId;
    private Instant startsAt;
    private Instant endsAt;
    private Instant onSaleFrom;
    private Instant onSaleUntil;
    private Instant cancelUntil;
    private Instant checkInFrom;
    private Instant checkInUntil;
    private String currency;
    private ShowRules rules;
    private Prices prices;

    /** Begins with nothing but the rules that hold for shows that state none. */
    ShowBody(ShowRules defaults) {
        rules = defaults;
    }

    /** Begins with what a show is, to change parts of it. */
    ShowBody(ShowDraft before) {
        externalId = before.externalId();
        hallId = before.hallId();
        eventId = before.eventId();
        seatMapId = before.seatMapId();
        startsAt = before.startsAt();
        endsAt = before.endsAt();
        onSaleFrom = before.onSaleFrom();
        onSaleUntil = before.onSaleUntil();
        cancelUntil = before.cancelUntil();
        checkInFrom = before.checkIn().from();
        checkInUntil = before.checkIn().until();
        currency = before.currency();
        rules = before.rules();
        prices = before.prices();
    }

    ShowDraft read(Call call) {
        call.readJson(this::field);
        return new ShowDraft(
                externalId,
                hallId,
                eventId,
                seatMapId,
                startsAt,
                endsAt,
                onSaleFrom,
                onSaleUntil,
                cancelUntil,
                new CheckInWindow(checkInFrom, checkInUntil),
                currency,
                rules,
                prices);
    }

    private void field(String field, JsonParser json) throws IOException {
        switch (field) {
            case "externalId" -> externalId = JsonFields.stringOrNull(json, field);
            case "hallId" -> hallId = JsonFields.id(json, field);
            case "eventId" -> eventId = JsonFields.id(json, field);
            case "seatMapId" -> seatMapId = JsonFields.id(json, field);
            case "startsAt" -> startsAt = moment(json, field);
            case "endsAt" -> endsAt = moment(json, field);
            case "onSaleFrom" -> onSaleFrom = moment(json, field);
            case "onSaleUntil" -> onSaleUntil = moment(json, field);
            case "cancelUntil" -> cancelUntil = moment(json, field);
            case "checkInFrom" -> checkInFrom = moment(json, field);
            case "checkInUntil" -> checkInUntil = moment(json, field);
            case "currency" -> currency = JsonFields.string(json, field);
            case "rules" -> rules = rules(json, rules);
            case "prices" -> prices = new PricesBody().readObject(json, field);
            default -> {
                // Skipped.
            }
        }
    }

    /** A time as shows have them, to the millisecond, or null. */
    private static Instant moment(JsonParser json, String field) throws IOException {
        Instant time = JsonFields.timeOrNull(json, field);
        return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS);
    }

    private static ShowRules rules(JsonParser json, ShowRules before) throws IOException {
        long[] holdTtlMs = {before.holdTtlMs()};
        int[] maxUnits = {before.maxUnitsPerHold(), before.maxUnitsPerCustomer()};
        boolean[] stranded = {before.strandedSeatRule()};
        JsonFields.object(json, "rules", (field, value) -> {
            switch (field) {
                case "holdTtlMs" -> holdTtlMs[0] = JsonFields.integer(value, field, 1, 86_400_000);
                case "maxUnitsPerHold" -> maxUnits[0] = (int) JsonFields.integer(value, field, 1, 48);
                case "maxUnitsPerCustomer" -> maxUnits[1] = (int) JsonFields.integer(value, field, 0, 1_000_000);
                case "strandedSeatRule" -> stranded[0] = JsonFields.bool(value, field);
                default -> {
                    // Skipped.
                }
            }
        });
        return new ShowRules(holdTtlMs[0], maxUnits[0], maxUnits[1], stranded[0]);
    }
}
