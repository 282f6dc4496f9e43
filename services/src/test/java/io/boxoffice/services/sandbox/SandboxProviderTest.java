package io.boxoffice.services.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.services.payment.ManualTimer;
import io.boxoffice.services.payment.PaymentProvider.Result;
import io.boxoffice.services.payment.PaymentProvider.Returned;
import io.boxoffice.services.payment.PaymentProvider.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxProviderTest {
    private static final SandboxConfig CONFIG = new SandboxConfig(3_000, 60_000, 5, 100, 2_000);

    @TempDir
    private Path directory;

    private final ManualTimer timer = new ManualTimer();
    private final Clock clock = new TimerClock(timer);
    private SandboxProvider provider;

    @BeforeEach
    void open() {
        provider = new SandboxProvider(directory.resolve("sandbox.log"), CONFIG, timer, clock);
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private void reopen() {
        provider.close();
        open();
    }

    private CompletableFuture<State> authorise(String key, String token) {
        return provider.authorise(key, 500, "EUR", "card", token);
    }

    private State status(String key) {
        return provider.status(key).join();
    }

    @Test
    void shouldDoAsTheTokenSays() {
        assertEquals(State.APPROVED, authorise("a", "tok_approve").join());
        assertEquals(State.DECLINED, authorise("b", "tok_decline").join());
        assertEquals(State.DECLINED, authorise("c", "tok_whatever").join());
    }

    @Test
    void shouldApproveLateWhenTheTokenSaysSo() {
        CompletableFuture<State> late = authorise("a", "tok_late_approve");
        assertEquals(State.PENDING, status("a"));
        timer.advance(CONFIG.lateApprovalMs() - 1);
        assertFalse(late.isDone());

        timer.advance(1);

        assertEquals(State.APPROVED, late.join());
        assertEquals(State.APPROVED, status("a"));
    }

    @Test
    void shouldNeverAnswerATimeoutTokenAndDeclineItInTheEnd() {
        CompletableFuture<State> never = authorise("a", "tok_timeout");
        assertEquals(State.PENDING, status("a"));

        timer.advance(CONFIG.pendingMs());

        assertEquals(State.DECLINED, status("a"));
        assertFalse(never.isDone());
    }

    @Test
    void shouldAnswerARepeatedKeyAsBefore() {
        authorise("a", "tok_approve").join();

        assertEquals(State.APPROVED, authorise("a", "tok_decline").join());
        CompletableFuture<State> other = provider.authorise("a", 501, "EUR", "card", "tok_approve");
        assertThrows(CompletionException.class, other::join);
    }

    @Test
    void shouldCaptureOnlyWhatIsApproved() {
        authorise("a", "tok_approve").join();
        authorise("b", "tok_decline").join();

        assertEquals(Result.DONE, provider.capture("a").join());
        assertEquals(Result.DONE, provider.capture("a").join());
        assertEquals(Result.REFUSED, provider.capture("b").join());
        assertEquals(Result.REFUSED, provider.capture("unheard-of").join());
        assertEquals(State.CAPTURED, status("a"));
    }

    @Test
    void shouldGiveBackEachRefundOnceAndNoMoreThanWasTaken() {
        authorise("a", "tok_approve").join();
        provider.capture("a").join();

        assertEquals(Result.DONE, provider.refund("a", "r1", 300).join());
        assertEquals(Result.DONE, provider.refund("a", "r1", 300).join());
        assertEquals(Result.REFUSED, provider.refund("a", "r2", 300).join());
        assertEquals(Result.DONE, provider.refund("a", "r2", 200).join());
    }

    @Test
    void shouldSayWhetherARefundGaveMoneyBackOrLetGoOfAnApproval() {
        authorise("a", "tok_approve").join();
        assertEquals(Result.VOIDED, provider.refund("a", "r1", 500).join());
        assertEquals(Result.VOIDED, provider.refund("a", "r1", 500).join());
    }

    @Test
    void shouldGiveBackAllThatIsLeftAndSayTheSameAgain() {
        authorise("taken", "tok_approve").join();
        provider.capture("taken").join();
        provider.refund("taken", "r1", 300).join();
        authorise("set-aside", "tok_approve").join();
        authorise("declined", "tok_decline").join();
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    new Returned(Result.DONE, 200, "EUR"),
                    provider.returnAll("taken", "s").join());
            assertEquals(
                    new Returned(Result.VOIDED, 500, "EUR"),
                    provider.returnAll("set-aside", "s").join());
        }
        assertEquals(Result.REFUSED, provider.returnAll("taken", "t").join().result());
        assertEquals(Result.REFUSED, provider.returnAll("declined", "s").join().result());
        assertEquals(
                Result.REFUSED, provider.returnAll("unheard-of", "s").join().result());
    }

    @Test
    void shouldNeverApproveWhatWasVoided() {
        authorise("pending", "tok_late_approve");
        assertEquals(Result.DONE, provider.abandon("pending", "v").join());
        assertEquals(Result.DONE, provider.abandon("unheard-of", "v").join());
        timer.advance(CONFIG.lateApprovalMs());

        assertEquals(State.VOIDED, status("pending"));
        assertEquals(State.VOIDED, authorise("unheard-of", "tok_approve").join());
        assertEquals(Result.REFUSED, provider.capture("pending").join());
    }

    @Test
    void shouldLeaveMoneyThatWasTakenWhereItIsWhenAVoidComesLate() {
        authorise("a", "tok_approve").join();
        provider.capture("a").join();

        assertEquals(Result.REFUSED, provider.abandon("a", "v").join());

        assertEquals(State.CAPTURED, status("a"));
        assertEquals(Result.DONE, provider.refund("a", "r1", 500).join());
    }

    @Test
    void shouldRememberEverythingAfterARestart() {
        authorise("a", "tok_approve").join();
        provider.capture("a").join();
        provider.refund("a", "r1", 300).join();
        authorise("b", "tok_late_approve");
        assertEquals(State.PENDING, status("b"));

        reopen();

        assertEquals(State.CAPTURED, status("a"));
        assertEquals(Result.REFUSED, provider.refund("a", "r2", 300).join());
        assertEquals(State.PENDING, status("b"));
        timer.advance(CONFIG.lateApprovalMs());
        assertEquals(State.APPROVED, status("b"));
    }

    @Test
    void shouldDropALineThatACrashCutShort() throws IOException {
        authorise("a", "tok_approve").join();
        provider.close();
        Path file = directory.resolve("sandbox.log");
        Files.writeString(file, "deadbeef A b 500 EUR APPR", StandardOpenOption.APPEND);

        open();

        assertEquals(State.APPROVED, status("a"));
        assertEquals(State.UNKNOWN, status("b"));
        authorise("c", "tok_approve").join();
        reopen();
        assertEquals(State.APPROVED, status("c"));
    }

    @Test
    void shouldKeepFileAndMemoryBounded() throws IOException {
        for (int i = 0; i < 200; i++) {
            authorise("d" + i, "tok_decline").join();
        }

        assertTrue(Files.size(directory.resolve("sandbox.log")) < 2 * CONFIG.compactAfterBytes());
        assertEquals(State.UNKNOWN, status("d0"));
        assertEquals(State.DECLINED, status("d199"));
        reopen();
        assertEquals(State.DECLINED, status("d199"));
    }

    @Test
    void shouldFailRatherThanForgetMoneySetAside() {
        for (int i = 0; i < CONFIG.maxAttempts(); i++) {
            authorise("a" + i, "tok_approve").join();
        }

        assertThrows(CompletionException.class, authorise("one-too-many", "tok_approve")::join);
    }

    @Test
    void shouldNotKeepTheToken() throws IOException {
        authorise("a", "tok_approve").join();

        String text = Files.readString(directory.resolve("sandbox.log"), StandardCharsets.UTF_8);

        assertFalse(text.contains("tok_"));
    }

    /** Wall-clock time that is the manual timer's. */
    private static final class TimerClock extends Clock {
        private final ManualTimer timer;

        TimerClock(ManualTimer timer) {
            this.timer = timer;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(timer.nowMs());
        }
    }
}
