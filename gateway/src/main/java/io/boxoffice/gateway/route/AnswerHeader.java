package io.boxoffice.gateway.route;

/** A header that an answer carries; any more is no part of the contract. */
public enum AnswerHeader {
    /** Names this state of what is answered. */
    ETAG("ETag", "string", null, "Names this state; for If-Match and If-None-Match"),
    /** Where what was made is found. */
    LOCATION("Location", "string", "uri-reference", "Where it is found"),
    /** When to ask again. */
    RETRY_AFTER("Retry-After", "integer", null, "Seconds after which to look again"),
    /** The time here. */
    SERVER_TIME("Server-Time", "string", "date-time", "The server's time when it answered");

    private final String text;
    private final String type;
    private final String format;
    private final String description;

    AnswerHeader(String text, String type, String format, String description) {
        this.text = text;
        this.type = type;
        this.format = format;
        this.description = description;
    }

    /** As it is sent. */
    public String text() {
        return text;
    }

    /** The type of JSON schema. */
    public String type() {
        return type;
    }

    /** The format of JSON schema, or null. */
    public String format() {
        return format;
    }

    /** For people. */
    public String description() {
        return description;
    }
}
