package io.boxoffice.gateway.availability;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a show does for people whom an ordinary one leaves out. */
public enum ShowFeature {
    /** What is said and heard is shown as text. */
    CAPTIONS,
    AUDIO_DESCRIPTION,
    SIGN_LANGUAGE,
    /** Lights half on, less loud, going in and out is fine. */
    RELAXED,
    PARENT_AND_BABY,
    /** The stage can be felt before. */
    TOUCH_TOUR;

    /** As answers and rows write it. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
