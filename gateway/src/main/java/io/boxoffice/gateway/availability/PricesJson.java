package io.boxoffice.gateway.availability;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.io.IOException;

/** How prices look: the classes with their amounts, the ticket types, and the class of each seat in the seat map's order. */
final class PricesJson {
    private PricesJson() {}

    /** What a class costs; without an amount where it does not sell the type. */
    private static void amount(JsonGenerator json, long amount) throws IOException {
        if (amount != PriceList.UNSOLD) {
            json.writeNumberField("amount", amount);
        }
    }

    /** The name of a type, unless it is not known. */
    private static void name(JsonGenerator json, TicketTypes types, int type) throws IOException {
        String name = types.nameOf(type);
        if (name != null) {
            json.writeStringField("type", name);
        }
    }

    static void write(JsonGenerator json, ShowDefinition show, SeatMap map, PriceList prices, TicketTypes types)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("showId", Long.toString(show.showId()));
        json.writeStringField("version", Long.toString(show.priceVersion()));
        json.writeStringField("seatMapId", Long.toString(show.seatMapId()));
        json.writeStringField("currency", show.currency());
        json.writeArrayFieldStart("classes");
        for (int i = 0; i < prices.classCount(); i++) {
            json.writeStartObject();
            json.writeNumberField("class", i);
            amount(json, prices.amount(i, 0));
            if (prices.typeCount() > 1) {
                json.writeArrayFieldStart("types");
                for (int type = 0; type < prices.typeCount(); type++) {
                    json.writeStartObject();
                    name(json, types, type);
                    amount(json, prices.amount(i, type));
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("types");
        for (int type = 0; type < prices.typeCount(); type++) {
            json.writeStartObject();
            name(json, types, type);
            json.writeBooleanField("companion", prices.isCompanion(type));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("seats");
        for (int seat = 0; seat < map.seatCount(); seat++) {
            json.writeNumber(prices.seatClass(seat));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("areas");
        for (int area = 0; area < map.areaCount(); area++) {
            json.writeStartObject();
            json.writeStringField("area", map.area(area).id());
            json.writeNumberField("class", prices.areaClass(area));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
