package io.boxoffice.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.auth.RevokedTokens;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.auth.SigningKeys;
import io.boxoffice.gateway.auth.TokenVerifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoxofficeTest {
    @TempDir
    Path directory;

    @Test
    void shouldExplainItself() {
        CommandRun run = CommandRun.of("--help");
        assertEquals(0, run.code());
        List.of("token", "import", "journal", "write", "backup", "restore", "doctor", "Exit codes:")
                .forEach(word -> assertTrue(run.out().contains(word), run.out()));
        List.of("serve", "bench", "load", "measure", "simulate", "journal can no longer be written", "128+N")
                .forEach(word -> assertTrue(run.out().contains(word), run.out()));
        for (String command :
                List.of("token", "organisation", "import", "journal", "write", "backup", "restore", "doctor")) {
            assertEquals(0, CommandRun.of(command, "--help").code(), command);
        }
        assertTrue(CommandRun.of("import", "cinemas", "--help").out().contains("--default-price"));
        assertTrue(CommandRun.of("--version").out().startsWith("Boxoffice "));
    }

    @Test
    void shouldAnswerAWrongQuestionWithTwoLinesAndTwo() {
        CommandRun run = CommandRun.of("tokne");
        assertEquals(2, run.code());
        assertTrue(run.err().startsWith("boxoffice: "), run.err());
        assertTrue(run.err().contains("Try `boxoffice --help`."), run.err());
        assertEquals(2, CommandRun.of("token", "--role", "customer").code());
        assertEquals(
                2, CommandRun.of("token", "--role", "king", "--subject", "1").code());
        assertEquals(
                2, CommandRun.of("token", "--role", "admin", "--subject", "0").code());
        assertEquals(2, CommandRun.of("import").code());
        assertEquals(2, CommandRun.of("journal").code());
        assertEquals(
                2, CommandRun.of("import", "cinemas", "x", "--seasons", "0").code());
    }

    @Test
    void shouldFailInOneLineUnlessDebugged() throws IOException {
        Path config = Files.writeString(directory.resolve("boxoffice.conf"), "http.prot = 1");
        String[] asked = {"token", "--subject", "1", "--role", "admin", "--config", config.toString()};
        CommandRun run = CommandRun.of(asked);
        assertEquals(1, run.code());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains("unknown key http.prot"), run.err());
        CommandRun debugged =
                CommandRun.of("token", "--subject", "1", "--role", "admin", "--debug", "--config", config.toString());
        assertTrue(debugged.err().contains("\tat io.boxoffice"), debugged.err());
    }

    /** As a server leaves it behind. */
    @BeforeEach
    void makeADataDirectory() throws IOException {
        Files.createDirectory(directory.resolve("journal"));
    }

    @Test
    void shouldPrintATokenAlone() throws IOException {
        CommandRun run =
                CommandRun.of("token", "--subject", "42", "--role", "box_office", "--data", directory.toString());
        assertEquals(0, run.code());
        assertEquals("", run.err());
        assertTrue(run.out().matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\\R"), run.out());
        try (var keys = Files.list(directory.resolve("keys"))) {
            Path key = keys.findFirst().orElseThrow();
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
        }
    }

    @Test
    void shouldPutTheOrganisationIntoATokenAndNoneForThePlatform() throws Exception {
        String[] asked = {"token", "--subject", "42", "--role", "box_office", "--data", directory.toString()};
        String platform = CommandRun.of(asked).out().strip();
        String[] ofSeven = Arrays.copyOf(asked, asked.length + 2);
        ofSeven[asked.length] = "--organisation";
        ofSeven[asked.length + 1] = "7";
        String seven = CommandRun.of(ofSeven).out().strip();
        TokenVerifier verifier = new TokenVerifier(
                SigningKeys.loadOrCreate(directory.resolve("keys")), RevokedTokens.none(), 10_000, Clock.systemUTC());
        assertEquals(
                new Principal(42, Role.BOX_OFFICE), verifier.check(platform).principal());
        assertEquals(
                new Principal(42, Role.BOX_OFFICE, 7), verifier.check(seven).principal());
        ofSeven[asked.length + 1] = "-7";
        assertEquals(2, CommandRun.of(ofSeven).code());
    }

    @Test
    void shouldRevokeATokenAndAllOfASubject() throws IOException {
        String data = directory.toString();
        assertEquals(
                1, CommandRun.of("revoke", "--subject", "42", "--data", data).code(), "no server's directory");
        CommandRun token = CommandRun.of("token", "--subject", "42", "--role", "customer", "--data", data);
        CommandRun one = CommandRun.of("revoke", "--token", token.out().strip(), "--data", data);
        assertEquals(0, one.code(), one.err());
        assertTrue(one.out().startsWith("revoked: token "), one.out());
        assertEquals(
                0, CommandRun.of("revoke", "--subject", "42", "--data", data).code());
        assertEquals(
                1,
                CommandRun.of("revoke", "--token", "nonsense", "--data", data).code());
        assertEquals(2, CommandRun.of("revoke", "--data", data).code(), "nothing is named");
        Path file = directory.resolve("keys/revoked-tokens");
        assertEquals(2, Files.readAllLines(file).size());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void shouldSayWhatToDoWithoutAServer() throws IOException {
        Path plan = Files.writeString(
                directory.resolve("plan.json"),
                "{\"name\":\"P\",\"zones\":[{\"rows\":[{\"row_number\":\"A\",\"seats\":[{\"seat_guid\":\"a\"}]}]}]}");
        CommandRun run = CommandRun.of(
                "import",
                "seating-plan",
                plan.toString(),
                "--data",
                directory.toString(),
                "--url",
                "http://localhost:1");
        assertEquals(1, run.code());
        assertTrue(run.err().contains("start it with `bin/boxoffice serve`"), run.err());
    }

    @Test
    void shouldMakeNoKeyWhereNoServerWouldLook() throws IOException {
        Path nowhere = directory.resolve("typo");
        CommandRun run = CommandRun.of("token", "--subject", "42", "--role", "customer", "--data", nowhere.toString());
        assertEquals(1, run.code());
        assertTrue(run.err().contains("start the server once"), run.err());
        assertFalse(Files.exists(nowhere));
        Path others = Files.createDirectory(directory.resolve("home"));
        Files.writeString(others.resolve("letter.txt"), "");
        CommandRun wrong = CommandRun.of("token", "--subject", "42", "--role", "customer", "--data", others.toString());
        assertEquals(1, wrong.code());
        assertEquals(1, wrong.err().lines().count(), wrong.err());
        assertTrue(wrong.err().contains(others + " is no server's data directory"), wrong.err());
        assertFalse(Files.exists(others.resolve("keys")));
    }

    @Test
    void shouldSayThatAPortIsBusyInOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            Path data = directory.resolve("fresh");
            CommandRun run = CommandRun.of("serve", "--port", port, "--admin-port", "0", "--data", data.toString());
            assertEquals(1, run.code());
            assertEquals(1, run.err().lines().count(), run.err());
            assertTrue(run.err().contains("cannot listen on port " + port + " of 127.0.0.1 (http.port)"), run.err());
            assertTrue(run.err().contains("--port"), run.err());
            assertFalse(Files.exists(data));
        }
    }

    @Test
    void shouldTakeAValueOfAFlagThatIsOutOfRangeAsAWrongQuestion() {
        CommandRun run = CommandRun.of("doctor", "--port", "99999", "--data", directory.toString());
        assertEquals(2, run.code());
        assertTrue(run.err().contains("--port: http.port must be from 0 to 65535"), run.err());
        CommandRun write = CommandRun.of("write", "--metrics-port", "99999");
        assertEquals(2, write.code(), write.err());
        assertEquals(2, CommandRun.of("journal", "inspect", "--limit", "0").code());
        assertEquals(2, CommandRun.of("journal", "inspect", "--limit", "-1").code());
    }

    @Test
    void shouldSayOnceWhichFileCannotBeHad() throws IOException {
        String missing = directory.resolve("nofile.json").toString();
        CommandRun run = CommandRun.of("import", "seating-plan", missing, "--data", directory.toString());
        assertEquals(1, run.code());
        assertTrue(
                run.err().startsWith("boxoffice: cannot read or write " + missing + ": there is no such file"),
                run.err());
        assertEquals(run.err().indexOf(missing), run.err().lastIndexOf(missing), run.err());
        Path file = Files.writeString(directory.resolve("keys"), "not a directory");
        CommandRun token =
                CommandRun.of("token", "--subject", "42", "--role", "customer", "--data", directory.toString());
        assertEquals(1, token.code());
        assertEquals(1, token.err().lines().count(), token.err());
        assertTrue(token.err().contains(file.toString()), token.err());
    }

    @Test
    void shouldOfferWhatACommandTakes() {
        assertFalse(CommandRun.of("doctor", "--help").out().contains("--demo"));
        assertTrue(CommandRun.of("serve", "--help").out().contains("--demo"));
        assertTrue(CommandRun.of("token", "--help")
                .out()
                .replaceAll("\\s+", " ")
                .contains("customer, organizer, box_office, door, finance, owner, admin"));
        assertEquals(
                0,
                CommandRun.of("token", "--subject", "1", "--role", "ADMIN", "--data", directory.toString())
                        .code());
    }

    @Test
    void shouldSayWhichDirectoryHasNoJournal() throws IOException {
        Files.delete(directory.resolve("journal"));
        for (String command : List.of("inspect", "verify")) {
            CommandRun run = CommandRun.of("journal", command, "--data", directory.toString());
            assertEquals(1, run.code());
            assertTrue(run.err().contains("there is no journal in"), run.err());
        }
        CommandRun write = CommandRun.of(
                "write", "--data", directory.toString(), "--jdbc-url", "jdbc:postgresql://localhost:1/none");
        assertEquals(1, write.code());
        assertTrue(write.err().contains("no server has ever started in"), write.err());
        assertTrue(CommandRun.of("write", "--data", directory.toString()).err().contains("--jdbc-url"));
    }

    @Test
    void shouldReadPointsOfTheJournal() {
        JournalPoint.Converter converter = new JournalPoint.Converter();
        assertTrue(converter.convert("12").includes(12, Long.MAX_VALUE));
        assertFalse(converter.convert("12").includes(13, 0));
        assertTrue(converter.convert("1970-01-01T00:00:01Z").includes(99, 1000));
        assertFalse(converter.convert("1970-01-01T01:00:01+01:00").includes(99, 1001));
        CommandRun run = CommandRun.of("journal", "inspect", "--until", "yesterday");
        assertEquals(2, run.code());
        assertTrue(run.err().contains("neither a sequence"), run.err());
    }
}
