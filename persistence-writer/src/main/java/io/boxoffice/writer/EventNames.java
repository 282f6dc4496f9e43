package io.boxoffice.writer;

import io.boxoffice.protocol.sbe.DeclineReason;
import io.boxoffice.protocol.sbe.PaymentStatus;
import io.boxoffice.protocol.sbe.RefundReason;
import io.boxoffice.protocol.sbe.RefundStatus;
import io.boxoffice.protocol.sbe.ReservationEventType;
import io.boxoffice.protocol.sbe.ReservationStatus;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What an SBE enum's values are called in the tables: their names in lower case. */
final class EventNames<E extends Enum<E>> {
    static final EventNames<ReservationEventType> STEP = new EventNames<>(ReservationEventType.class);
    static final EventNames<ReservationStatus> STATUS = new EventNames<>(ReservationStatus.class);
    static final EventNames<PaymentStatus> PAYMENT_STATUS = new EventNames<>(PaymentStatus.class);
    static final EventNames<RefundStatus> REFUND_STATUS = new EventNames<>(RefundStatus.class);
    static final EventNames<DeclineReason> DECLINE_REASON = new EventNames<>(DeclineReason.class);
    static final EventNames<RefundReason> REFUND_REASON = new EventNames<>(RefundReason.class);

    private final Map<E, String> names;

    private EventNames(Class<E> type) {
        names = new EnumMap<>(type);
        for (E value : type.getEnumConstants()) {
            if (!value.name().equals("NULL_VAL") && !value.name().equals("SBE_UNKNOWN")) {
                names.put(value, value.name().toLowerCase(Locale.ROOT));
            }
        }
    }

    /**
     * @throws IllegalArgumentException when the value is SBE's null or unknown
     */
    String of(E value) {
        String name = names.get(value);
        if (name == null) {
            throw new IllegalArgumentException("no value: " + value);
        }
        return name;
    }
}
