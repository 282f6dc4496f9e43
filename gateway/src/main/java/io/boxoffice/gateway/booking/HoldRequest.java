package io.boxoffice.gateway.booking;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.boxoffice.gateway.availability.TicketTypes;
import io.boxoffice.gateway.http.FieldErrors;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.InvalidInputException;
import io.boxoffice.gateway.http.JsonFields;
import io.boxoffice.gateway.http.Problem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Texts;
import io.boxoffice.gateway.route.CoreProblem;
import io.boxoffice.gateway.route.IdempotencyKey;
import io.boxoffice.protocol.Slot;
import io.boxoffice.protocol.pricing.BlockReason;
import io.boxoffice.protocol.sbe.BooleanType;
import io.boxoffice.protocol.sbe.MessageHeaderEncoder;
import io.boxoffice.protocol.sbe.PlaceHoldEncoder;
import io.boxoffice.protocol.seatmap.SeatMap;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import org.agrona.MutableDirectBuffer;

/** What a hold asks for, read from the body straight into the numbers the booking core knows. For one thread. */
public final class HoldRequest {
    private static final int MAX_SEATS = Slot.MAX_UNITS;
    private static final int MAX_AREAS = Slot.MAX_UNITS;
    private static final int MAX_BEST_AVAILABLE = Slot.MAX_BEST_REQUESTS;

    private static final int ANY_CATEGORY = 0xFFFF;
    private static final int MAX_QUANTITY = 1_000;
    private static final String IN_PLACE = "types stand in place of quantity and type";

    private final SeatMap map;
    private final long showId;
    private final LongFunction<TicketTypes> typesOf;
    /** Most ask for seats: room for areas and best seats is made when the first is asked for. */
    private int[] areas;

    private int[] areaQuantities;
    private int[] areaTypes;
    private int[] bestQuantities;
    private int[] bestCategories;
    private boolean[] bestAccessible;
    private int[] bestTypes;
    private boolean[] bestJoins;
    private int[] seats = new int[8];
    /** Null: all are of the first type. */
    private int[] seatTypes;

    private int seatCount;
    private int fromBlock;
    private int areaCount;
    private int bestCount;
    private long expectedAmount = -1;
    private long onBehalfOf;
    /** A hold that goes when this one comes; 0: none. */
    private long replaces;

    private List<String> unknownSeats = List.of();

    private HoldRequest(SeatMap map, long showId, LongFunction<TicketTypes> typesOf) {
        this.map = map;
        this.showId = showId;
        this.typesOf = typesOf;
    }

    /**
     * @param typesOf the ticket types of a show, by its id; asked only when the body names one
     * @throws ProblemException when the body is not a request for seats of this map, or names a type that the show has not
     */
    public static HoldRequest parse(ByteBuf body, SeatMap map, long showId, LongFunction<TicketTypes> typesOf) {
        HoldRequest request = new HoldRequest(map, showId, typesOf);
        request.seatCount = SeatListScanner.scan(body, map, request.seats);
        if (request.seatCount > 0) {
            return request;
        }
        request.seatCount = 0;
        JsonFields.read(body, request::field);
        if (!request.unknownSeats.isEmpty()) {
            throw new ProblemException(
                    Problem.of(CoreProblem.UNKNOWN_SEAT).with("conflicts", List.copyOf(request.unknownSeats)));
        }
        if (request.seatCount + request.areaCount + request.bestCount == 0) {
            throw new ProblemException(CoreProblem.EMPTY_REQUEST);
        }
        return request;
    }

    /** One for nothing: refused, unless its key has a hold already, which is then the answer. */
    static HoldRequest forNothing(SeatMap map, long showId) {
        return new HoldRequest(map, showId, id -> null);
    }

    /** The reason of the block that seats may be taken out of; 0: none. */
    int fromBlock() {
        return fromBlock;
    }

    /** The customer this is for; 0: whoever asks. */
    long onBehalfOf() {
        return onBehalfOf;
    }

    /**
     * Encodes the command at the start of a slot.
     *
     * @return its length, header included
     */
    int encode(
            MutableDirectBuffer slot,
            MessageHeaderEncoder header,
            long showId,
            long customerId,
            long organisationId,
            IdempotencyKey key) {
        PlaceHoldEncoder command = new PlaceHoldEncoder().wrapAndApplyHeader(slot, 0, header);
        command.showId(showId).customerId(customerId).expectedAmount(expectedAmount);
        command.organisationId(organisationId).replacesReservationId(replaces);
        command.allowedBlock((short) fromBlock);
        command.keyHi(key.hi()).keyLo(key.lo()).bodyHash(key.bodyHash());
        PlaceHoldEncoder.SeatsEncoder seatGroup = command.seatsCount(seatCount);
        for (int i = 0; i < seatCount; i++) {
            seatGroup.next().seat(seats[i]).ticketType((short) (seatTypes == null ? 0 : seatTypes[i]));
        }
        PlaceHoldEncoder.AreasEncoder areaGroup = command.areasCount(areaCount);
        for (int i = 0; i < areaCount; i++) {
            areaGroup.next().area(areas[i]).quantity(areaQuantities[i]).ticketType((short) areaTypes[i]);
        }
        PlaceHoldEncoder.BestAvailableEncoder best = command.bestAvailableCount(bestCount);
        for (int i = 0; i < bestCount; i++) {
            best.next().quantity(bestQuantities[i]).category(bestCategories[i]);
            best.ticketType((short) bestTypes[i]).joinsPrevious(bestJoins[i] ? BooleanType.TRUE : BooleanType.FALSE);
            best.mode().clear().accessible(bestAccessible[i]);
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + command.encodedLength();
    }

    private void field(String name, JsonParser json) throws IOException {
        switch (name) {
            case "seats" -> JsonFields.array(json, this::seat);
            case "areas" -> JsonFields.array(json, this::area);
            case "bestAvailable" -> {
                if (json.currentToken() == JsonToken.START_ARRAY) {
                    JsonFields.array(json, this::bestAvailable);
                } else {
                    bestAvailable(json);
                }
            }
            case "expectedAmount" -> expectedAmount = JsonFields.integer(json, 0, Long.MAX_VALUE);
            case "replaces" -> replaces = JsonFields.id(json);
            case "onBehalfOf" -> onBehalfOf = JsonFields.id(json);
            case "fromBlock" -> fromBlock = reason(json);
            default -> throw JsonFields.unknown(json);
        }
    }

    private static int reason(JsonParser json) throws IOException {
        int code = BlockReason.codeOf(JsonFields.string(json));
        if (code == 0) {
            throw JsonFields.invalid(json, "is no reason of blocks");
        }
        return code;
    }

    /** The number of the type that is named. */
    private int type(JsonParser json) throws IOException {
        String name = JsonFields.string(json);
        TicketTypes types = typesOf.apply(showId);
        int number = types.numberOf(name);
        if (number < 0) {
            number = types.numberOf(cleaned(name, json));
        }
        if (number < 0) {
            String pointer = json.getParsingContext().pathAsPointer().toString();
            throw new ProblemException(Problem.of(CoreProblem.UNKNOWN_TYPE).with("pointer", pointer));
        }
        return number;
    }

    /** As the names were cleaned when they came in. */
    private static String cleaned(String name, JsonParser json) {
        try {
            return Texts.line(name, "type");
        } catch (InvalidInputException e) {
            throw JsonFields.invalid(json, e.reason());
        }
    }

    /** A seat's id, or an object with its ticket type too. */
    private void seat(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            seat(JsonFields.string(json), 0);
            return;
        }
        TypedSeat typed = new TypedSeat();
        JsonFields.object(
                json,
                (name, value) -> {
                    switch (name) {
                        case "id" -> typed.id = JsonFields.string(value);
                        case "type" -> typed.type = type(value);
                        default -> throw JsonFields.unknown(value);
                    }
                },
                "id");
        seat(typed.id, typed.type);
    }

    private static final class TypedSeat {
        private String id;
        private int type;
    }

    private void seat(String id, int type) {
        requireRoom(seatCount, MAX_SEATS);
        int seat = map.seatIndex(id);
        if (seat < 0) {
            if (unknownSeats.isEmpty()) {
                unknownSeats = new ArrayList<>();
            }
            requireRoom(unknownSeats.size(), MAX_SEATS);
            unknownSeats.add(id);
            return;
        }
        if (seatCount == seats.length) {
            seats = Arrays.copyOf(seats, seatCount * 2);
        }
        if (type != 0 && seatTypes == null) {
            seatTypes = new int[MAX_SEATS];
        }
        if (seatTypes != null) {
            seatTypes[seatCount] = type;
        }
        seats[seatCount++] = seat;
    }

    private void area(JsonParser json) throws IOException {
        requireRoom(areaCount, MAX_AREAS);
        if (areas == null) {
            areas = new int[MAX_AREAS];
            areaQuantities = new int[MAX_AREAS];
            areaTypes = new int[MAX_AREAS];
        }
        areaQuantities[areaCount] = 1;
        areaTypes[areaCount] = 0;
        JsonFields.object(
                json,
                (name, value) -> {
                    switch (name) {
                        case "area" -> areas[areaCount] = areaIndex(JsonFields.string(value));
                        case "quantity" -> areaQuantities[areaCount] = quantity(value);
                        case "type" -> areaTypes[areaCount] = type(value);
                        default -> throw JsonFields.unknown(value);
                    }
                },
                "area");
        areaCount++;
    }

    private int areaIndex(String id) {
        int area = map.areaIndex(id);
        if (area < 0) {
            throw new ProblemException(CoreProblem.UNKNOWN_AREA);
        }
        return area;
    }

    /** Seats of one type, or a party of several: then one request a type, each but the first joining the one before. */
    private void bestAvailable(JsonParser json) throws IOException {
        requireRoom(bestCount, MAX_BEST_AVAILABLE);
        if (bestQuantities == null) {
            bestQuantities = new int[MAX_BEST_AVAILABLE];
            bestCategories = new int[MAX_BEST_AVAILABLE];
            bestAccessible = new boolean[MAX_BEST_AVAILABLE];
            bestTypes = new int[MAX_BEST_AVAILABLE];
            bestJoins = new boolean[MAX_BEST_AVAILABLE];
        }
        int first = bestCount;
        bestCategories[first] = ANY_CATEGORY;
        JsonFields.object(json, (name, value) -> {
            switch (name) {
                case "quantity" -> bestQuantities[alone(first, value)] = quantity(value);
                case "type" -> bestTypes[alone(first, value)] = type(value);
                case "types" -> JsonFields.array(value, each -> member(each, first));
                case "category" -> bestCategories[first] = category(JsonFields.stringOrNull(value));
                case "accessible" -> bestAccessible[first] = JsonFields.bool(value);
                default -> throw JsonFields.unknown(value);
            }
        });
        if (bestCount == first) {
            bestCount++;
        }
        if (bestQuantities[first] == 0) {
            String best = json.getParsingContext().pathAsPointer().toString();
            throw new InvalidInputException(
                    new FieldErrors().add(best + "/quantity", FieldErrors.MISSING, "must be given"));
        }
        for (int i = first + 1; i < bestCount; i++) {
            bestCategories[i] = ANY_CATEGORY;
            bestJoins[i] = true;
        }
    }

    /** A request that is not told as a party. */
    private int alone(int first, JsonParser json) {
        if (bestCount > first) {
            throw JsonFields.invalid(json, IN_PLACE);
        }
        return first;
    }

    /** Those of a party who have one type. */
    private void member(JsonParser json, int first) throws IOException {
        requireRoom(bestCount, MAX_BEST_AVAILABLE);
        if (bestCount == first && (bestQuantities[first] != 0 || bestTypes[first] != 0)) {
            throw JsonFields.invalid(json, IN_PLACE);
        }
        JsonFields.object(
                json,
                (name, value) -> {
                    switch (name) {
                        case "quantity" -> bestQuantities[bestCount] = quantity(value);
                        case "type" -> bestTypes[bestCount] = type(value);
                        default -> throw JsonFields.unknown(value);
                    }
                },
                "quantity");
        bestCount++;
    }

    private static int quantity(JsonParser json) throws IOException {
        return (int) JsonFields.integer(json, 1, MAX_QUANTITY);
    }

    private int category(String name) {
        int category = name == null ? ANY_CATEGORY : map.categoryNamed(name);
        if (category < 0) {
            throw new ProblemException(CoreProblem.UNKNOWN_CATEGORY);
        }
        return category;
    }

    private static void requireRoom(int count, int max) {
        if (count >= max) {
            throw new ProblemException(Problem.of(HttpProblem.TOO_LARGE).with("limit", max));
        }
    }
}
