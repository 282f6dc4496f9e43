package io.boxoffice.protocol.pricing;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Why seats are not for sale: the reasons that have names. The core knows codes 1 to 127 only; those without a name here are {@code code_17} and the like. */
public enum BlockReason {
    HOUSE(1),
    TECHNICAL(2),
    BOX_OFFICE(3),
    PRESS(4),
    ACCESSIBLE_HOLD(5),
    SPONSOR(6),
    PRODUCTION(7),
    DISTANCE(8);

    /** The highest code. */
    public static final int MAX_CODE = 127;

    /** All names, of 1 to 127, as a regular expression. */
    public static final String NAMES = "^(house|technical|box_office|press|accessible_hold|sponsor|production|distance"
            + "|code_(9|[1-9][0-9]|1[01][0-9]|12[0-7]))$";

    private static final String UNNAMED = "code_";
    private static final Map<String, Integer> CODES = codes();

    private final int code;

    BlockReason(int code) {
        this.code = code;
    }

    /** What the core knows it as. */
    public int code() {
        return code;
    }

    /** The name of a code, 1 to 127. */
    public static String nameOf(int code) {
        for (BlockReason reason : values()) {
            if (reason.code == code) {
                return reason.name().toLowerCase(Locale.ROOT);
            }
        }
        return UNNAMED + code;
    }

    /** The code of a name as {@link #nameOf} gives it, or 0. */
    public static int codeOf(String name) {
        return CODES.getOrDefault(name, 0);
    }

    private static Map<String, Integer> codes() {
        Map<String, Integer> codes = new HashMap<>();
        for (int code = 1; code <= MAX_CODE; code++) {
            codes.put(nameOf(code), code);
        }
        return codes;
    }
}
