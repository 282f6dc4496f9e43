package io.boxoffice.server.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.journal.JournalReader;
import io.boxoffice.journal.snapshot.SnapshotFile;
import io.boxoffice.journal.snapshot.SnapshotStore;
import io.boxoffice.server.golden.GoldenFiles;
import io.boxoffice.writer.SalesState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** States to rebuild PostgreSQL from are loaded as long as the heap has room. */
class SnapshotSalesTest {
    @TempDir
    private Path directory;

    private Path data;
    private long journalId;
    private double heapLeft = 1;

    @BeforeEach
    void unpack() {
        data = directory.resolve("data");
        GoldenFiles.unpack(GoldenFiles.versions().get(0), data);
        journalId = new JournalReader(data).tail().journalId();
    }

    @Test
    void shouldLoadNoSnapshotWhileTheHeapIsNearlyFull() {
        SnapshotSales sales = new SnapshotSales(data, journalId, () -> heapLeft);
        heapLeft = 0.01;
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> sales.load(1, Long.MAX_VALUE));
        assertTrue(refused.getMessage().contains("-Xmx"), refused::getMessage);

        heapLeft = 0.9;
        SalesState state = sales.load(1, Long.MAX_VALUE);
        assertTrue(state.reservationIds().length > 0);
    }

    @Test
    void shouldReplayNoJournalWhileTheHeapIsNearlyFull() throws IOException {
        long through = new JournalReader(data).tail().lastSequence();
        for (SnapshotFile file : new SnapshotStore(data).list()) {
            Files.delete(file.path());
        }
        SnapshotSales sales = new SnapshotSales(data, journalId, () -> heapLeft);
        heapLeft = 0.01;
        assertThrows(IllegalStateException.class, () -> sales.load(through, Long.MAX_VALUE));

        heapLeft = 0.9;
        assertEquals(through, sales.load(through, Long.MAX_VALUE).sequence());
    }
}
