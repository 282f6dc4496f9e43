package io.boxoffice.services.notification;

import java.util.Locale;

/** What a mail is about. */
enum MailKind {
    CONFIRMED,
    DECLINED,
    LAPSED,
    CANCELLED,
    SHOW_CANCELLED,
    REFUNDED,
    PAYMENT_FAILED,
    SHOW_MOVED,
    CODE;

    /** As rows and messages write it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static MailKind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
