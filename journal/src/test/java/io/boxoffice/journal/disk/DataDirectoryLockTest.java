package io.boxoffice.journal.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryLockTest {
    @TempDir
    Path directory;

    @Test
    void shouldAdmitTheNextAfterTheFirstIsGone() {
        Path data = directory.resolve("data");
        DataDirectoryLock first = DataDirectoryLock.acquire(data);
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> DataDirectoryLock.acquire(data));
        assertTrue(e.getMessage().contains(data.toString()), e.getMessage());
        first.close();
        DataDirectoryLock.acquire(data).close();
    }

    @Test
    void shouldKeepAnotherProcessOutAndNameTheOwner() throws IOException, InterruptedException {
        DataDirectoryLock held = DataDirectoryLock.acquire(directory);
        try {
            Process other = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Taker.class.getName(),
                            directory.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(other.waitFor(30, TimeUnit.SECONDS));
            assertEquals(3, other.exitValue(), said);
            assertTrue(said.contains("process " + ProcessHandle.current().pid()), said);
        } finally {
            held.close();
        }
    }

    /** The other process. */
    static final class Taker {
        private Taker() {}

        public static void main(String[] args) {
            try {
                DataDirectoryLock.acquire(Path.of(args[0])).close();
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
                System.exit(3);
            }
        }
    }
}
