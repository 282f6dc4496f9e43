package io.boxoffice.server.config;

/** A setting is missing, unknown or out of range. The message is one line and names key, place and what is allowed. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }
}
