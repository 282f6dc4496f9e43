package io.boxoffice.gateway.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BodyFileTest {
    private static final int READ_BYTES = 16_384;

    @TempDir
    private Path directory;

    /** What the event loop is to do; this test is the event loop. */
    private final BlockingQueue<Runnable> loop = new LinkedBlockingQueue<>();

    private final List<String> told = new ArrayList<>();
    private boolean waits;

    private final BodyFile.Listener listener = new BodyFile.Listener() {
        @Override
        public void waits(boolean isWaiting) {
            waits = isWaiting;
        }

        @Override
        public void whole() {
            told.add("whole");
        }

        @Override
        public void failed(IOException e) {
            told.add("failed");
        }
    };

    private BodyFile open(BodyFiles files) {
        BodyFile file = files.open(UnpooledByteBufAllocator.DEFAULT);
        file.tell(loop::add, listener);
        return file;
    }

    private void turn() throws InterruptedException {
        Runnable work = loop.poll(10, TimeUnit.SECONDS);
        assertTrue(work != null, "the thread that writes tells how it goes");
        work.run();
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    @Test
    void shouldLetTheConnectionWaitForTheDiskAndHoldLittleMeanwhile() throws Exception {
        CountDownLatch diskIsStuck = new CountDownLatch(1);
        byte[] body = new byte[1 << 20];
        new Random(1).nextBytes(body);
        try (BodyFiles files = new BodyFiles(directory, 1, 1_000)) {
            files.start();
            files.writer().execute(() -> {
                try {
                    diskIsStuck.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            BodyFile file = open(files);
            int sent = 0;
            while (!waits) {
                file.append(Unpooled.copiedBuffer(body, sent, READ_BYTES));
                sent += READ_BYTES;
            }
            assertEquals(BodyFile.MUCH_BYTES, sent, "in memory until the disk goes on");
            diskIsStuck.countDown();
            while (sent < body.length) {
                while (waits) {
                    turn();
                }
                file.append(Unpooled.copiedBuffer(body, sent, READ_BYTES));
                sent += READ_BYTES;
            }
            file.end();
            while (told.isEmpty()) {
                turn();
            }
            assertEquals(List.of("whole"), told);
            assertArrayEquals(body, Files.readAllBytes(file.path()));
            file.release();
        }
        assertEquals(0, files());
    }

    @Test
    void shouldLeaveNothingOfABodyThatIsCutOffAndMakeRoomForTheNext() throws Exception {
        ByteBuf piece = Unpooled.buffer(READ_BYTES).writeZero(READ_BYTES);
        try (BodyFiles files = new BodyFiles(directory, 1, 1_000)) {
            files.start();
            BodyFile file = open(files);
            for (int i = 0; i < 5; i++) {
                file.append(piece.retainedDuplicate());
            }
            assertThrows(ProblemException.class, () -> open(files), "one at a time");
            file.release();
            file.release();
            file.append(piece.retainedDuplicate());
            assertFalse(waits, "the connection is free to go on");
            assertEquals(1, piece.refCnt());
        }
        assertEquals(0, files());
        assertTrue(told.isEmpty(), "nobody waits for it");
    }

    @Test
    void shouldSayWhenAFileCannotBeWritten() throws Exception {
        try (BodyFiles files = new BodyFiles(directory.resolve("gone"), 1, 1_000)) {
            BodyFile file = open(files);
            file.append(Unpooled.buffer(10).writeZero(10));
            file.end();
            while (told.isEmpty()) {
                turn();
            }
            assertEquals("failed", told.get(0));
            file.release();
        }
    }
}
