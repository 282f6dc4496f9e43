package io.boxoffice.server.config;

/** A setting is missing, unknown or out of range. The message is one line and names key, place and what is allowed. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean ofCommandLine;

    public ConfigException(String message) {
        this(message, false);
    }

    ConfigException(String message, boolean ofCommandLine) {
        super(message);
        this.ofCommandLine = ofCommandLine;
    }

    /** Whether the value was given on the command line. */
    public boolean isOfCommandLine() {
        return ofCommandLine;
    }
}
