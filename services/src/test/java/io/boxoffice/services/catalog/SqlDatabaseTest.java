package io.boxoffice.services.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.database.DatabaseUnavailableException;
import java.nio.file.Path;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class SqlDatabaseTest {
    private CatalogScene scene;

    @BeforeEach
    void open(@PostgresExtension.Empty PostgresExtension.Database database, @TempDir Path directory) {
        scene = new CatalogScene(database, directory).migrated();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private static void deadlock(Handle handle) {
        handle.execute("DO $$ BEGIN RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '40P01'; END $$");
    }

    /** Found by fuzzing: making a show and changing another of the same event lock each other out, which was a 500. */
    @Test
    void shouldDoATransactionAgainThatWasGivenUpForAnother() {
        int[] attempts = {0};
        String answer = scene.database.inTransaction(handle -> scene.database.inTransaction(inner -> {
            if (++attempts[0] < 3) {
                deadlock(inner);
            }
            return "done";
        }));
        assertEquals("done", answer);
        assertEquals(3, attempts[0]);
    }

    @Test
    void shouldSayThatTheDatabaseIsUnavailableWhenItNeverGoesThrough() {
        assertThrows(
                DatabaseUnavailableException.class,
                () -> scene.database.inTransaction(handle -> {
                    deadlock(handle);
                    return null;
                }));
    }
}
