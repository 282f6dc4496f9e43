package io.boxoffice.server.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.boxoffice.journal.LogExtent;
import io.boxoffice.journal.LogExtent.Part;
import io.boxoffice.journal.record.LogKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log from which retention takes files while it is copied. */
class LogCopyTest {
    @TempDir
    Path directory;

    private int attempts;

    @Test
    void shouldBeginAfreshWhenAFileIsRemovedMeanwhile() throws IOException {
        Path kept = Files.writeString(directory.resolve("kept"), "what stays, and more");
        Path removed = directory.resolve("removed");
        BackupTarget target = BackupTarget.empty(directory.resolve("copy"));
        LogCopy copy = LogCopy.of(
                () -> attempts++ < 2 ? extent(part(kept, 1), part(removed, 2)) : extent(part(kept, 3)),
                LogKind.EVENTS,
                target);
        assertEquals(3, attempts);
        assertEquals(
                List.of("events/term-000003/file"),
                copy.files().stream().map(BackupFile::path).toList());
        assertEquals("what stays", Files.readString(target.resolve("events/term-000003/file")));
        assertFalse(Files.exists(target.resolve("events/term-000001")));
    }

    @Test
    void shouldGiveUpWhenItGoesOn() throws IOException {
        BackupTarget target = BackupTarget.empty(directory.resolve("copy"));
        assertThrows(
                NoSuchFileException.class,
                () -> LogCopy.of(
                        () -> {
                            attempts++;
                            return extent(part(directory.resolve("removed"), 1));
                        },
                        LogKind.EVENTS,
                        target));
        assertEquals(5, attempts);
    }

    private static LogExtent extent(Part... parts) {
        return new LogExtent(LogKind.EVENTS, List.of(), List.of(parts), 7);
    }

    private static Part part(Path file, int term) {
        return new Part(file, "events/term-00000" + term + "/file", 10);
    }
}
