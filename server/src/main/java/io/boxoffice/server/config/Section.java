package io.boxoffice.server.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException.WrongType;
import com.typesafe.config.ConfigOrigin;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** One section of the configuration, with readers that check type and range. Not thread-safe. */
final class Section {
    private final Config config;
    private final String path;

    Section(Config config, String path) {
        this.config = config;
        this.path = path;
    }

    Section section(String key) {
        return new Section(config, full(key));
    }

    String text(String key) {
        return read(key, () -> config.getString(full(key)));
    }

    boolean flag(String key) {
        return read(key, () -> config.getBoolean(full(key)));
    }

    List<String> texts(String key) {
        return read(key, () -> List.copyOf(config.getStringList(full(key))));
    }

    int integer(String key, int min, int max) {
        return (int) whole(key, min, max);
    }

    long whole(String key, long min, long max) {
        long value = read(key, () -> config.getLong(full(key)));
        if (value < min || value > max) {
            throw refused(key, "must be from " + min + " to " + max + ", is " + value);
        }
        return value;
    }

    /** One of an enum's names, written in lower case with hyphens. */
    <E extends Enum<E>> E choice(String key, Class<E> type) {
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

    ConfigException refused(String key, String why) {
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
