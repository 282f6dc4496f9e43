package io.boxoffice.server.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.boxoffice.protocol.config.ConfigPart;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one source of keys, defaults and comments: the resources that the parts name, a section each. Both the defaults that
 * {@link ConfigLoader} begins with and the file for editing are made from it. Immutable.
 */
final class ConfigTexts {
    private static final String HEADER = """
            # Boxoffice's settings. Every key is here with its default, commented out: remove the # before a key to change it.
            # Durations, sizes and times carry their unit in the name. The environment overrides this file (http.port is
            # BOXOFFICE_HTTP_PORT), and command-line flags override both. A key that does not exist is refused at start.
            """;

    private final Map<String, String> bySection = new LinkedHashMap<>();

    /**
     * @throws IllegalStateException when a part names a section that has no resource
     */
    ConfigTexts(List<ConfigPart<?>> parts) {
        for (ConfigPart<?> part : parts) {
            bySection.computeIfAbsent(part.section(), section -> read(part));
        }
    }

    /** The text of each section, in the order of the parts. */
    Map<String, String> bySection() {
        return bySection;
    }

    /** Every key with its default. */
    Config defaults() {
        Config all = ConfigFactory.empty();
        for (Map.Entry<String, String> text : bySection.entrySet()) {
            ConfigParseOptions options =
                    ConfigParseOptions.defaults().setOriginDescription("defaults of " + text.getKey());
            all = all.withFallback(ConfigFactory.parseString(text.getValue(), options));
        }
        return all;
    }

    /** What {@code config/boxoffice.conf} must be: every key with its comment, commented out. */
    String forEditing() {
        StringBuilder file = new StringBuilder(HEADER);
        bySection.values().forEach(text -> file.append('\n').append(text.replaceAll("(?m)^( *)([a-z-]+ = )", "$1#$2")));
        return file.toString();
    }

    private static String read(ConfigPart<?> part) {
        try (InputStream in = part.type().getClassLoader().getResourceAsStream(part.resource())) {
            if (in == null) {
                throw new IllegalStateException(part.type().getName() + " has no resource " + part.resource());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(part.resource(), e);
        }
    }
}
