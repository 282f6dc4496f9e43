package io.boxoffice.server.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException.Missing;
import com.typesafe.config.ConfigException.Parse;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Lays the sources of settings over each other, the later the stronger: {@code reference.conf}, a file, the environment
 * ({@code BOXOFFICE_HTTP_PORT} is {@code http.port}), the command line. Not thread-safe.
 */
public final class ConfigLoader {
    private static final String ENVIRONMENT_PREFIX = "BOXOFFICE_";

    /** What the launcher reads. */
    private static final Set<String> LAUNCHER_VARIABLES = Set.of("BOXOFFICE_JAVA_OPTS", "BOXOFFICE_BUILD");

    private final Config reference;
    private final List<String> ignoredVariables = new ArrayList<>();
    private Config overrides = ConfigFactory.empty();

    public ConfigLoader() {
        reference = ConfigFactory.parseResources(
                ConfigLoader.class,
                "reference.conf",
                ConfigParseOptions.defaults().setAllowMissing(false));
    }

    /**
     * Takes a HOCON file.
     *
     * @throws ConfigException when it cannot be read or has a key that does not exist
     */
    public ConfigLoader withFile(Path file) {
        if (!Files.isReadable(file)) {
            throw new ConfigException("cannot read the configuration file " + file);
        }
        try {
            Config parsed = ConfigFactory.parseFile(
                            file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false))
                    .resolve();
            refuseUnknown(parsed.root(), reference.root(), "");
            overrides = parsed.withFallback(overrides);
            return this;
        } catch (Parse e) {
            throw new ConfigException(oneLine(e.getMessage()));
        }
    }

    /** Takes the variables that begin with BOXOFFICE_ and name a key; the others are kept for {@link #ignoredVariables()}. */
    public ConfigLoader withEnvironment(Map<String, String> environment) {
        Map<String, String> keys = new TreeMap<>();
        reference.entrySet().forEach(entry -> keys.put(ENVIRONMENT_PREFIX + variable(entry.getKey()), entry.getKey()));
        new TreeMap<>(environment).forEach((name, value) -> {
            if (keys.containsKey(name)) {
                with(keys.get(name), value, "environment variable " + name);
            } else if (name.startsWith(ENVIRONMENT_PREFIX) && !LAUNCHER_VARIABLES.contains(name)) {
                ignoredVariables.add(name);
            }
        });
        return this;
    }

    /** Takes one value of the command line; null leaves the key as it is. */
    public ConfigLoader withFlag(String flag, String key, Object value) {
        return value == null ? this : with(key, value.toString(), flag);
    }

    /** Variables that look meant for Boxoffice and are not: worth a warning, since other software makes such names too. */
    public List<String> ignoredVariables() {
        return List.copyOf(ignoredVariables);
    }

    /**
     * @throws ConfigException when a value is of the wrong type or out of range
     */
    public ServerConfig load() {
        try {
            return new ConfigTree(new Section(overrides.withFallback(reference).resolve(), "")).server();
        } catch (Missing | IllegalArgumentException e) {
            throw new ConfigException(oneLine(e.getMessage()));
        }
    }

    private ConfigLoader with(String key, String value, String origin) {
        boolean list = reference.getValue(key) instanceof ConfigList;
        Object typed =
                list ? List.of(value.isBlank() ? new String[0] : value.trim().split("\\s*,\\s*")) : value;
        ConfigValue configured = ConfigValueFactory.fromAnyRef(typed, origin);
        overrides = overrides.withValue(key, configured);
        return this;
    }

    private static void refuseUnknown(ConfigObject given, ConfigObject known, String path) {
        given.forEach((key, value) -> {
            String full = path + ConfigUtil.quoteString(key).replace("\"", "");
            ConfigValue reference = known.get(key);
            if (reference == null || reference instanceof ConfigObject != value instanceof ConfigObject) {
                throw new ConfigException(Section.place(value.origin())
                        + (reference == null ? "unknown key " : "not a section and a value alike: ")
                        + full
                        + (reference == null ? "; known here: " + String.join(", ", sorted(known)) : ""));
            }
            if (value instanceof ConfigObject section) {
                refuseUnknown(section, (ConfigObject) reference, full + ".");
            }
        });
    }

    private static List<String> sorted(ConfigObject section) {
        return section.keySet().stream().sorted().toList();
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\s*\\R\\s*", " ");
    }
}
