package io.boxoffice.gateway.availability;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boxoffice.protocol.port.ShowDefinition;
import io.boxoffice.protocol.pricing.PriceList;
import io.boxoffice.protocol.seatmap.SeatMap;
import java.io.IOException;

/** How prices look: the classes, and the class of each seat in the seat map's order. */
final class PricesJson {
    private PricesJson() {}

    static void write(JsonGenerator json, ShowDefinition show, SeatMap map, PriceList prices) throws IOException {
        json.writeStartObject();
        json.writeStringField("showId", Long.toString(show.showId()));
        json.writeStringField("version", Long.toString(show.priceVersion()));
        json.writeStringField("seatMapId", Long.toString(show.seatMapId()));
        json.writeStringField("currency", show.currency());
        json.writeArrayFieldStart("classes");
        for (int i = 0; i < prices.classCount(); i++) {
            json.writeStartObject();
            json.writeNumberField("class", i);
            json.writeNumberField("amount", prices.amount(i));
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
