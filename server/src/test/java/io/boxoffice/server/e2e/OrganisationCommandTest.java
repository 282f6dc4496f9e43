package io.boxoffice.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.boxoffice.gateway.auth.Role;
import io.boxoffice.server.cli.CommandRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code boxoffice organisation}: from nothing to somebody who works, and a program that does, with a running server. */
class OrganisationCommandTest {
    @TempDir
    private Path data;

    private TestServer server;

    private String run(String... words) {
        List<String> all = new ArrayList<>(List.of("organisation"));
        all.addAll(List.of(words));
        all.addAll(List.of("--data", data.toString(), "--url", server.url().toString()));
        CommandRun run = CommandRun.of(all.toArray(String[]::new));
        assertEquals(0, run.code(), run.err());
        return run.out().strip();
    }

    @Test
    void shouldMakeAnOrganisationAndLetAPersonAndAProgramWorkForIt() {
        try (TestServer started = TestServer.aServer().in(data).start()) {
            server = started;
            String[] made = run("create", "Old Mill").split("\t");
            assertEquals("pending", made[1]);
            assertEquals("Old Mill", made[2]);
            assertEquals(made[0] + "\tapproved\tOld Mill", run("approve", made[0]));
            assertEquals("approved", run("create", "Forge", "--approve").split("\t")[1]);
            assertTrue(run("list").contains(made[0] + "\tapproved\tOld Mill"), run("list"));

            String code = run("invite", made[0], "--role", "owner");
            server.as(9, Role.CUSTOMER)
                    .post("/v1/memberships", "{\"code\":\"" + code + "\"}")
                    .expect(200);
            String key = run("key", made[0], "--name", "till", "--role", "manager", "--days", "3");
            Api program = server.withToken(key);
            program.post("/v1/venues", "{\"name\":\"V\",\"timezone\":\"UTC\"}").expect(201);
            run("suspend", made[0], "--reason", "unpaid");
            program.get("/v1/venues?mine=true").expect(401);
            run("approve", made[0]);
            program.get("/v1/venues?mine=true").expect(200);
            assertEquals("closed", run("close", made[0]).split("\t")[1]);

            CommandRun refused = CommandRun.of(
                    "organisation",
                    "approve",
                    made[0],
                    "--data",
                    data.toString(),
                    "--url",
                    server.url().toString());
            assertEquals(1, refused.code());
            assertTrue(refused.err().contains("closed"), refused.err());
        }
    }
}
