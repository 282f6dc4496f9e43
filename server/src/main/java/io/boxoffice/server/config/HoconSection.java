package io.boxoffice.server.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException.WrongType;
import com.typesafe.config.ConfigOrigin;
import io.boxoffice.protocol.config.Section;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** A section of the merged configuration. Not thread-safe. */
final class HoconSection implements Section {
    private final Config config;
    private final String path;

    /**
     * @param config the whole configuration, resolved
     * @param path   of the section; empty: the whole
     */
    HoconSection(Config config, String path) {
        this.config = config;
        this.path = path;
    }

    @Override
    public Section root() {
        return new HoconSection(config, "");
    }

    @Override
    public Section section(String key) {
        return new HoconSection(config, full(key));
    }

    @Override
    public String text(String key) {
        return read(key, () -> config.getString(full(key)));
    }

    @Override
    public boolean flag(String key) {
        return read(key, () -> config.getBoolean(full(key)));
    }

    @Override
    public List<String> texts(String key) {
        return read(key, () -> List.copyOf(config.getStringList(full(key))));
    }

    @Override
    public int integer(String key, int min, int max) {
        return (int) whole(key, min, max);
    }

    @Override
    public long whole(String key, long min, long max) {
        long value = read(key, () -> config.getLong(full(key)));
        if (value < min || value > max) {
            throw refused(key, "must be from " + min + " to " + max + ", is " + value);
        }
        return value;
    }

    @Override
    public <E extends Enum<E>> E choice(String key, Class<E> type) {
        String value = text(key);
        StringBuilder names = new StringBuilder();
        for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.equals(value)) {
                return constant;
            }
            names.append(names.length() == 0 ? "" : ", ").append(name);
        }
        throw refused(key, "must be one of " + names + ", is \"" + value + "\"");
    }

    @Override
    public ConfigException refused(String key, String why) {
        ConfigOrigin origin = config.getValue(full(key)).origin();
        return new ConfigException(
                place(origin) + full(key) + " " + why, origin.description().startsWith("--"));
    }

    /** Where a value comes from, as the start of a message. */
    static String place(ConfigOrigin origin) {
        String description = origin.description();
        return description.isEmpty() ? "" : description + ": ";
    }

    private String full(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private <T> T read(String key, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (WrongType e) {
            throw refused(
                    key,
                    "has a value of the wrong type: "
                            + config.getValue(full(key)).render().trim());
        }
    }
}
