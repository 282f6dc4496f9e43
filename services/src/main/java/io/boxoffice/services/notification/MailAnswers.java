package io.boxoffice.services.notification;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the answers of mail servers mean. */
final class MailAnswers {
    /** Basic code, and the enhanced one of RFC 3463 where there is one. */
    private static final Pattern ANSWER =
            Pattern.compile("\\s*(\\d{3})[ -](?:(\\d\\.\\d{1,3}\\.\\d{1,3})\\s)?.*", Pattern.DOTALL);

    private MailAnswers() {}

    /**
     * Whether an answer to an address says that there is none such: 5.1.x where the server says more than three digits, else 550, 551 or
     * 553. A policy (5.7.x) or a mailbox that is full (5.2.2) may be other tomorrow.
     */
    static boolean isWrongAddress(String answer) {
        Matcher parts = ANSWER.matcher(String.valueOf(answer));
        if (!parts.matches()) {
            return false;
        }
        if (parts.group(2) != null) {
            return parts.group(2).startsWith("5.1.");
        }
        return switch (parts.group(1)) {
            case "550", "551", "553" -> true;
            default -> false;
        };
    }
}
