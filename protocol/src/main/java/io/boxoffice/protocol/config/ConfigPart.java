package io.boxoffice.protocol.config;

import java.util.function.Function;

/**
 * A record of settings, and where it is read from. The server has a list of all parts; a room or a feature adds its own there.
 *
 * <p>The keys of the section, their defaults and a comment on each stand in {@link #resource()}, in the module of the record.
 * A key that is not there does not exist: a file that has it is refused. Several parts may read one section.
 *
 * @param section that is read, at the top of the configuration, such as {@code payment}
 * @param type    of the record; no two parts have the same
 * @param reader  reads the section; throws {@link Section#refused} or IllegalArgumentException with one line
 */
public record ConfigPart<T>(String section, Class<T> type, Function<Section, T> reader) {
    /**
     * Reads the record.
     *
     * @param root the whole configuration
     * @throws RuntimeException when a value is refused
     */
    public T read(Section root) {
        return reader.apply(root.section(section));
    }

    /** The resource, seen from the root of the class path, that has the section with its defaults and comments, in HOCON. */
    public String resource() {
        return "config/" + section + ".conf";
    }
}
