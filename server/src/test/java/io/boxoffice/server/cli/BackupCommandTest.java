package io.boxoffice.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What backup and restore say when they cannot even begin; what they do, BackupTest shows. */
class BackupCommandTest {
    @TempDir
    Path directory;

    @Test
    void shouldAskForBothDirectories() {
        assertEquals(2, CommandRun.of("backup").code());
        assertEquals(2, CommandRun.of("restore").code());
        CommandRun run = CommandRun.of("restore", "--from", directory.toString());
        assertEquals(2, run.code());
        assertTrue(run.err().contains("--data"), run.err());
    }

    @Test
    void shouldSayThatThereIsNothingToCopy() {
        CommandRun run = CommandRun.of(
                "backup",
                "--data",
                directory.toString(),
                "--to",
                directory.resolve("copy").toString());
        assertEquals(1, run.code());
        assertTrue(run.err().contains("there is no journal in " + directory), run.err());
    }

    @Test
    void shouldSayThatPostgresIsMissing() throws IOException {
        Files.createDirectories(directory.resolve("data/journal"));
        Path copy = directory.resolve("copy");
        CommandRun run =
                CommandRun.of("backup", "--data", directory.resolve("data").toString(), "--to", copy.toString());
        assertEquals(1, run.code());
        assertTrue(run.err().contains("there is no PostgreSQL in "), run.err());
        assertTrue(run.err().contains("--jdbc-url"), run.err());
    }

    @Test
    void shouldSayThatABackupIsNone() {
        CommandRun run = CommandRun.of(
                "restore",
                "--from",
                directory.toString(),
                "--data",
                directory.resolve("new").toString());
        assertEquals(1, run.code());
        assertTrue(run.err().contains("that backup was interrupted, or is none"), run.err());
    }
}
