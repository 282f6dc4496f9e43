package io.boxoffice.gateway.status;

import java.util.Locale;

/** How a part stands, by what an operator has to do; the worst first. */
public enum Level {
    /** Nobody can begin to buy while it is so. */
    NOT_SELLING("Not selling"),
    /** Sales go on; it does not end unless somebody does something. */
    NEEDS_YOU("Needs you"),
    /** Sales go on; it catches up by itself, once its cause is gone. */
    BEHIND("Behind"),
    UP("Up"),
    /** Not asked for by the configuration. */
    OFF("Off");

    private final String label;

    Level(String label) {
        this.label = label;
    }

    /** For people. */
    public String label() {
        return label;
    }

    /** For programs and style sheets: {@code not-selling}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
