package io.boxoffice.server.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Settings are missing, unknown or out of range. The message is one line and names key, place and what is allowed, of each
 * that was found.
 */
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

    /** All of these in one. */
    static ConfigException ofAll(List<ConfigException> refused) {
        return refused.size() == 1
                ? refused.get(0)
                : new ConfigException(
                        refused.stream()
                                .map(ConfigException::getMessage)
                                .distinct()
                                .collect(Collectors.joining("; ")),
                        refused.stream().allMatch(ConfigException::isOfCommandLine));
    }

    /** Whether the value was given on the command line. */
    public boolean isOfCommandLine() {
        return ofCommandLine;
    }
}
