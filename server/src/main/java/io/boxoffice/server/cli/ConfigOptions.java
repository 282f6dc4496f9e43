package io.boxoffice.server.cli;

import io.boxoffice.server.config.ConfigLoader;
import io.boxoffice.server.config.DataDirectory;
import io.boxoffice.server.config.ServerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where settings come from: the options that commands with a data directory share. */
public class ConfigOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data directory. Default: data-directory of the configuration, which is ./data.")
    private Path data;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration file. Default: config/boxoffice.conf where Boxoffice is installed.")
    private Path config;

    /**
     * The settings, from the defaults, file, environment and command line.
     *
     * @throws io.boxoffice.server.config.ConfigException when one is unknown or out of range
     */
    public ServerConfig load() {
        return load(System.getProperty("boxoffice.home"), System.getenv());
    }

    ServerConfig load(String home, Map<String, String> environment) {
        ConfigLoader loader = new ConfigLoader();
        Path file = configFile(home);
        if (file != null) {
            loader.withFile(file);
        }
        loader.withEnvironment(environment);
        loader.withFlag("--data", "data-directory", data);
        addFlags(loader);
        return loader.load();
    }

    /** The file that {@link #load()} reads, or null. */
    public Path configFile() {
        return configFile(System.getProperty("boxoffice.home"));
    }

    private Path configFile(String home) {
        if (config != null) {
            return config;
        }
        return home != null && Files.exists(installedConfig(home)) ? installedConfig(home) : null;
    }

    /** The data directory of {@link #load()}. */
    public DataDirectory dataDirectory() {
        return new DataDirectory(load().dataDirectory());
    }

    /** Whether {@code --data} was given. */
    boolean namesData() {
        return data != null;
    }

    /** {@code --data} as it was given, with a space before it, for commands to show; or nothing. */
    String dataOption() {
        return data == null ? "" : " --data '" + data + "'";
    }

    /** Adds what a command's own options override. */
    void addFlags(ConfigLoader loader) {}

    private static Path installedConfig(String home) {
        return Path.of(home, "config", "boxoffice.conf");
    }
}
