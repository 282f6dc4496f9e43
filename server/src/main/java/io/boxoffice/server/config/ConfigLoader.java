package io.boxoffice.server.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException.Missing;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.boxoffice.protocol.config.ConfigPart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Lays the sources of settings over each other, the later the stronger: the defaults of the parts, a file, the
 * environment ({@code BOXOFFICE_HTTP_PORT} is {@code http.port}), the command line. Not thread-safe.
 */
public final class ConfigLoader {
    private static final String ENVIRONMENT_PREFIX = "BOXOFFICE_";

    /** What the launcher reads. */
    private static final Set<String> LAUNCHER_VARIABLES = Set.of("BOXOFFICE_JAVA_OPTS", "BOXOFFICE_BUILD");

    /** What Kubernetes tells every container of a service that happens to be called boxoffice. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("BOXOFFICE_(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_.+)?)?)");

    private final List<ConfigPart<?>> parts;
    private final Config reference;
    private Config overrides = ConfigFactory.empty();

    /** With the defaults of a server's parts. */
    public ConfigLoader() {
        this(ConfigParts.ALL);
    }

    ConfigLoader(List<ConfigPart<?>> parts) {
        this.parts = parts;
        reference = new ConfigTexts(parts).defaults();
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
        } catch (com.typesafe.config.ConfigException e) {
            // What cannot be parsed, resolved or put together.
            throw new ConfigException(oneLine(e.getMessage()));
        }
    }

    /**
     * Takes the variables that begin with BOXOFFICE_.
     *
     * @throws ConfigException when one of them names no key
     */
    public ConfigLoader withEnvironment(Map<String, String> environment) {
        Map<String, String> keys = new TreeMap<>();
        reference.entrySet().forEach(entry -> keys.put(ENVIRONMENT_PREFIX + variable(entry.getKey()), entry.getKey()));
        new TreeMap<>(environment).forEach((name, value) -> {
            if (keys.containsKey(name)) {
                with(keys.get(name), value, "environment variable " + name);
            } else if (name.startsWith(ENVIRONMENT_PREFIX) && !isOfOthers(name)) {
                throw new ConfigException("environment variable " + name + " names no setting" + nearest(name, keys));
            }
        });
        return this;
    }

    /** Takes one value of the command line; null leaves the key as it is. */
    public ConfigLoader withFlag(String flag, String key, Object value) {
        return value == null ? this : with(key, value.toString(), flag);
    }

    private static boolean isOfOthers(String variable) {
        return LAUNCHER_VARIABLES.contains(variable)
                || SERVICE_LINK.matcher(variable).matches();
    }

    /** A hint at what was probably meant: the variable with the longest common beginning. */
    private static String nearest(String variable, Map<String, String> keys) {
        String nearest = "";
        int longest = ENVIRONMENT_PREFIX.length();
        for (String known : keys.keySet()) {
            int common = 0;
            while (common < Math.min(known.length(), variable.length())
                    && known.charAt(common) == variable.charAt(common)) {
                common++;
            }
            if (common > longest) {
                longest = common;
                nearest = known;
            }
        }
        return nearest.isEmpty() ? "" : "; " + nearest + " does";
    }

    /**
     * Reads every part.
     *
     * @throws ConfigException when values are of the wrong type or out of range; it names the first of each part
     */
    public ServerConfig load() {
        HoconSection root = new HoconSection(overrides.withFallback(reference).resolve(), "");
        Map<Class<?>, Object> records = new HashMap<>();
        List<ConfigException> refused = new ArrayList<>();
        for (ConfigPart<?> part : parts) {
            try {
                records.put(part.type(), part.read(root));
            } catch (ConfigException e) {
                refused.add(e);
            } catch (Missing | IllegalArgumentException e) {
                refused.add(new ConfigException(oneLine(e.getMessage())));
            }
        }
        if (!refused.isEmpty()) {
            throw ConfigException.ofAll(refused);
        }
        return new ServerConfig(records);
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
                throw new ConfigException(HoconSection.place(value.origin())
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
