package io.boxoffice.server.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.server.postgres.DatabaseConfig;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DatabaseStartTest {
    private static final DatabaseConfig.Login LOGIN = new DatabaseConfig.Login("u", "p");
    private static final Database SOMEBODY_ELSES =
            new Database(new DatabaseConfig("jdbc:postgresql://there/boxoffice", LOGIN, LOGIN, LOGIN, 0), null);

    private final CountDownLatch letGo = new CountDownLatch(1);

    private Supplier<Database> whenLetGo(Supplier<Database> starter) {
        return () -> {
            try {
                letGo.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return starter.get();
        };
    }

    @Test
    void shouldStartBesideTheCaller() {
        try (DatabaseStart start = DatabaseStart.begin(whenLetGo(() -> SOMEBODY_ELSES))) {
            start.requireNotFailed();
            letGo.countDown();
            assertSame(SOMEBODY_ELSES, start.await());
            start.requireNotFailed();
        }
    }

    @Test
    void shouldSayWhyItCouldNotStart() {
        Supplier<Database> broken = () -> {
            throw new IllegalArgumentException("no such disk");
        };
        try (DatabaseStart start = DatabaseStart.begin(whenLetGo(broken))) {
            start.requireNotFailed();
            letGo.countDown();
            IllegalArgumentException why = assertThrows(IllegalArgumentException.class, start::await);
            assertEquals("no such disk", why.getMessage());
            assertThrows(IllegalArgumentException.class, start::requireNotFailed);
        }
    }

    @Test
    void shouldWaitForWhatIsStillStartingWhenItIsClosed() throws InterruptedException {
        AtomicBoolean started = new AtomicBoolean();
        AtomicBoolean startedBeforeItWasClosed = new AtomicBoolean();
        DatabaseStart start = DatabaseStart.begin(whenLetGo(() -> {
            started.set(true);
            return SOMEBODY_ELSES;
        }));
        Thread closing = new Thread(() -> {
            start.close();
            startedBeforeItWasClosed.set(started.get());
        });
        closing.start();
        letGo.countDown();
        closing.join();
        assertTrue(startedBeforeItWasClosed.get());
    }
}
