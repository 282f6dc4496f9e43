package io.boxoffice.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.server.golden.GoldenFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code journal replay --until} on a journal whose end is known. */
class ReplayEndTest {
    @TempDir
    Path directory;

    @Test
    void shouldSayWhenTheJournalEndsBeforeWhatIsAskedFor() {
        Path version = GoldenFiles.versions().get(0);
        GoldenFiles.unpack(version, directory);
        long last = Long.parseLong(GoldenFiles.expected(version).getProperty("sequence"));
        for (String beyond : new String[] {Long.toString(last + 1), "2999-01-01T00:00:00Z"}) {
            CommandRun run = replayUntil(beyond);
            assertEquals(0, run.code(), run.err());
            assertTrue(run.out().startsWith("the journal ends before what --until asks for"), run.out());
            assertTrue(run.out().contains("sequence " + last + " at "), run.out());
        }
        for (String within : new String[] {Long.toString(last), Long.toString(last - 1)}) {
            CommandRun run = replayUntil(within);
            assertEquals(0, run.code(), run.err());
            assertFalse(run.out().contains("--until"), run.out());
        }
    }

    private CommandRun replayUntil(String until) {
        return CommandRun.of("journal", "replay", "--data", directory.toString(), "--until", until);
    }
}
