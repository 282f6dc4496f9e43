package io.boxoffice.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.server.imports.CatalogClient;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes organisations and lets people and programs work for them, as an administrator of a running server. */
@Command(
        name = "organisation",
        description = {
            "Makes organisations, and lets people and programs work for them, in a running server.",
            "Codes and keys stand alone on standard output: they are told once, and nobody can read them later."
        },
        synopsisSubcommandLabel = "(list | create | approve | suspend | close | invite | key)")
final class OrganisationCommand implements Runnable {
    private static final String ORGANISATIONS = "/v1/organisations";

    @Spec
    private CommandSpec spec;

    /** Which server, and as whom. */
    static final class Administrator {
        /** Of its tokens; what it makes is made by this number. */
        private static final long SUBJECT = 1;

        @Mixin
        private RunningServer server;

        private CatalogClient client() {
            return server.client(new Principal(SUBJECT, Role.ADMIN), 1);
        }
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "say what to do: list, create, approve, suspend, close, invite or key");
    }

    @Command(name = "list", description = "Prints all organisations: id, state and name, one a line.")
    int list(@Mixin Administrator by) {
        CatalogClient client = by.client();
        String next = "";
        while (next != null) {
            JsonNode page = client.get(ORGANISATIONS + "?limit=100" + next);
            page.path("items").forEach(this::print);
            next = page.path("next").isTextual()
                    ? "&cursor=" + page.path("next").asText()
                    : null;
        }
        return 0;
    }

    @Command(name = "create", description = "Makes an organisation, and prints its id, state and name.")
    int create(
            @Mixin Administrator by,
            @Parameters(paramLabel = "NAME", description = "Its name.") String name,
            @Option(names = "--approve", description = "Approve it too.") boolean approve) {
        CatalogClient client = by.client();
        JsonNode made = client.post(ORGANISATIONS, object().put("name", name)).body();
        print(approve ? become(client, made.path("id").asText(), "approved", null) : made);
        return 0;
    }

    @Command(name = "approve", description = "Lets its people work, also again after it was suspended.")
    int approve(@Mixin Administrator by, @Parameters(paramLabel = "ID", description = "Which.") String id) {
        print(become(by.client(), id, "approved", null));
        return 0;
    }

    @Command(name = "suspend", description = "Nobody acts for it until it is approved again; what is on sale goes on.")
    int suspend(
            @Mixin Administrator by,
            @Parameters(paramLabel = "ID", description = "Which.") String id,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why.") String reason) {
        print(become(by.client(), id, "suspended", reason));
        return 0;
    }

    @Command(name = "close", description = "Nobody acts for it any more, for good.")
    int close(
            @Mixin Administrator by,
            @Parameters(paramLabel = "ID", description = "Which.") String id,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why.") String reason) {
        print(become(by.client(), id, "closed", reason));
        return 0;
    }

    @Command(
            name = "invite",
            description = "Prints a code that makes whoever accepts it a member (POST /v1/memberships), once.")
    int invite(
            @Mixin Administrator by,
            @Parameters(paramLabel = "ID", description = "Which.") String id,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            required = true,
                            description = "owner, manager, box_office, door or finance.")
                    String role,
            @Option(names = "--hours", paramLabel = "N", description = "How long it counts. Default: as configured.")
                    Integer hours) {
        ObjectNode body = object().put("role", role);
        if (hours != null) {
            body.put("expiresInHours", hours);
        }
        tell(by.client()
                .post(ORGANISATIONS + '/' + id + "/invitations", body)
                .body()
                .path("code"));
        return 0;
    }

    @Command(name = "key", description = "Prints an API key, which programs send as a bearer token.")
    int key(
            @Mixin Administrator by,
            @Parameters(paramLabel = "ID", description = "Which.") String id,
            @Option(names = "--name", paramLabel = "TEXT", required = true, description = "What it is for.")
                    String name,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            required = true,
                            description = "manager, box_office, door or finance.")
                    String role,
            @Option(names = "--read-only", description = "It reads, and does nothing else.") boolean readOnly,
            @Option(
                            names = "--days",
                            paramLabel = "N",
                            defaultValue = "90",
                            description = "How long it counts. Default: ${DEFAULT-VALUE}.")
                    int days) {
        ObjectNode body = object().put("name", name)
                .put("role", role)
                .put("readOnly", readOnly)
                .put("expiresInDays", days);
        tell(by.client().post(ORGANISATIONS + '/' + id + "/keys", body).body().path("key"));
        return 0;
    }

    private static JsonNode become(CatalogClient client, String id, String state, String reason) {
        return client.put(
                        ORGANISATIONS + '/' + id + "/state",
                        object().put("state", state).put("reason", reason))
                .body();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private void print(JsonNode organisation) {
        out().println(organisation.path("id").asText()
                + '\t'
                + organisation.path("state").asText()
                + '\t'
                + organisation.path("name").asText());
    }

    private void tell(JsonNode secret) {
        out().println(secret.asText());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
