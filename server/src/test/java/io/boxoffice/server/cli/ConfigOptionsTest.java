package io.boxoffice.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConfigOptionsTest {
    @TempDir
    Path home;

    @Test
    void shouldTakeTheInstalledFileUnlessAnotherIsNamed() throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/boxoffice.conf"), "http.port = 1001");
        Path other = Files.writeString(home.resolve("other.conf"), "http.port = 1002");
        assertEquals(1001, load().gateway().listener().port());
        assertEquals(
                1002, load("--config", other.toString()).gateway().listener().port());
    }

    @Test
    void shouldLetServeFlagsWin() {
        ServerConfig config =
                load("--port", "0", "--admin-port", "9", "--data", "/srv/box", "--jdbc-url", "jdbc:postgresql://db/x");
        assertEquals(0, config.gateway().listener().port());
        assertEquals(9, config.admin().port());
        assertEquals(Path.of("/srv/box"), config.dataDirectory());
        assertEquals("jdbc:postgresql://db/x", config.database().jdbcUrl());
    }

    @Test
    void shouldKnowWhetherTheDemoIsWanted() {
        ServeOptions options = new ServeOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("o", spec(options))).parseArgs("--demo");
        assertTrue(options.demo());
    }

    private ServerConfig load(String... args) {
        ServeOptions options = new ServeOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("o", spec(options))).parseArgs(args);
        return options.load(home.toString(), Map.of("BOXOFFICE_BUILD", "never"));
    }

    private static CommandLine.Model.CommandSpec spec(ServeOptions options) {
        return CommandLine.Model.CommandSpec.forAnnotatedObject(options);
    }
}
