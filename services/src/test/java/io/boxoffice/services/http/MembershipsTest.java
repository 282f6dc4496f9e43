package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.ORGANIZER;
import static io.boxoffice.services.http.TestGateway.SHOW;
import static io.boxoffice.services.http.TestGateway.aGateway;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.services.organisation.OrganisationConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Organisations and who works for them. */
class MembershipsTest extends HttpOrganisations {
    @Test
    void shouldKeepWhatAnOrganisationSaysOfItselfAndItsVersions() throws IOException {
        String body =
                "{\"name\":\"Old Mill\",\"legalName\":\"Mill Ltd\",\"email\":\"a@mill.example\",\"country\":\"AT\",\"website\":\"https://mill.example\"}";
        Reply made = admin().post(ORGANISATIONS, body, "Idempotency-Key: k");
        assertEquals(201, made.status(), made.text());
        assertEquals("pending", made.json().path("state").asText());
        assertEquals("\"1\"", made.header("etag"));
        Reply again = admin().post(ORGANISATIONS, body, "Idempotency-Key: k");
        assertEquals(made.id(), again.id());
        join(ANN, made.id(), "manager");

        String path = one(made.id());
        assertEquals(
                428,
                person(ANN).request("PATCH", path, "{\"phone\":\"+43 1 234\"}").status());
        assertEquals(
                412,
                person(ANN)
                        .request("PATCH", path, "{\"phone\":\"+43 1 234\"}", "If-Match: \"7\"")
                        .status());
        Reply changed = person(ANN).request("PATCH", path, "{\"phone\":\"+43 1 234\"}", "If-Match: \"1\"");
        assertEquals(200, changed.status(), changed.text());
        assertEquals("+43 1 234", changed.json().path("phone").asText());
        assertEquals("Mill Ltd", changed.json().path("legalName").asText());
        assertEquals(changed.json(), person(ANN).get(path).json());
        for (String bad : List.of("\"country\":\"Austria\"", "\"email\":\"nobody\"", "\"website\":\"javascript:x\"")) {
            assertEquals(
                    422,
                    person(ANN)
                            .request("PATCH", path, "{" + bad + "}", "If-Match: *")
                            .status(),
                    bad);
        }
        JsonNode mine = person(ANN).get("/v1/memberships").json().at("/items/0");
        assertEquals("Old Mill", mine.path("name").asText());
        assertEquals("manager", mine.path("role").asText());
        assertEquals(404, person(BEN).get(path).status(), "what is another's is not there");
        assertEquals(
                404,
                as(TestGateway.token(9, Role.ORGANIZER, 12)).get(path).status(),
                "another organisation's people are strangers");
    }

    @Test
    void shouldListAllByNameToAdministratorsOfThePlatformAlone() throws IOException {
        for (String name : List.of("beta", "Alpha", "Gamma")) {
            organisation(name);
        }
        List<String> names = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonNode page = admin().get(ORGANISATIONS + "?limit=2" + next).json();
            page.path("items").forEach(item -> names.add(item.path("name").asText()));
            next = page.path("next").isNull()
                    ? null
                    : "&cursor=" + page.path("next").asText();
        }
        assertEquals(List.of("Alpha", "beta", "Gamma"), names);
        assertEquals(
                403, as(TestGateway.token(9, Role.ADMIN, 12)).get(ORGANISATIONS).status());
        assertEquals(403, person(ANN).get(ORGANISATIONS).status());
    }

    @Test
    void shouldLetSomebodyInByACodeThatWorksOnceAndInTime() throws IOException {
        String id = organisation("Mill");
        String code = invited(admin(), id, "owner");
        assertTrue(code.length() >= 20, code);
        assertEquals(200, accept(person(ANN), code).status());
        assertEquals("invitation_not_valid", accept(person(BEN), code).code(), "it works once");
        assertEquals("invitation_not_valid", accept(person(BEN), code + "x").code());

        String late = invited(person(ANN), id, "door");
        clock.advance(Duration.ofHours(168));
        assertEquals(
                "invitation_not_valid",
                accept(as(TestGateway.token(BEN, Role.CUSTOMER)), late).code());

        String revoked = invited(person(ANN), id, "door");
        JsonNode invitations = person(ANN).get(one(id) + "/invitations").json();
        assertEquals(1, invitations.path("items").size(), "those that ended are not listed");
        assertFalse(invitations.toString().contains("code"), invitations.toString());
        String invitation = invitations.at("/items/0/id").asText();
        assertEquals(
                204,
                person(ANN)
                        .request("DELETE", one(id) + "/invitations/" + invitation, null)
                        .status());
        assertEquals("invitation_not_valid", accept(person(BEN), revoked).code());

        String twice = invited(person(ANN), id, "door");
        assertEquals("already_a_member", accept(person(ANN), twice).code());
        assertEquals(200, accept(person(BEN), twice).status(), "a member has not used up another's invitation");
    }

    @Test
    void shouldLetMembersActForTheirOrganisationAsFarAsTheirRoleGoes() throws IOException {
        String id = organisation("Mill");
        String other = organisation("Forge");
        join(ANN, id, "owner");
        join(BEN, id, "manager");
        join(CARL, id, "box_office");
        join(4, id, "door");
        join(5, id, "finance");
        Reply venue = person(BEN).post("/v1/venues", VENUE, of(id));
        assertEquals(201, venue.status(), venue.text());
        assertEquals(id, venue.json().path("organizerId").asText());
        assertEquals("no-store", venue.header("cache-control"));
        assertEquals(201, person(ANN).post("/v1/venues", VENUE, of(id)).status());
        for (long person : new long[] {CARL, 4, 5}) {
            assertEquals(
                    "forbidden",
                    person(person).post("/v1/venues", VENUE, of(id)).code());
        }
        assertEquals(
                "forbidden", person(ANN).post("/v1/venues", VENUE).code(), "they act for it only when they say so");
        assertEquals(
                "not_a_member", person(ANN).post("/v1/venues", VENUE, of(other)).code());
        assertEquals(
                "not_a_member",
                person(ANN).post("/v1/venues", VENUE, "Organisation: x").code());
        String scan = "{\"showId\":\"" + SHOW + "\",\"device\":\"5\",\"gate\":2,\"ticket\":\"x\"}";
        for (long person : new long[] {ANN, BEN, CARL, 4}) {
            assertNotEquals(
                    403, person(person).post("/v1/check-ins/look", scan, of(id)).status());
        }
        assertEquals(403, person(5).post("/v1/check-ins/look", scan, of(id)).status());
        assertEquals(403, person(4).get("/v1/refunds", of(id)).status());

        String draft = draft(id);
        for (long person : new long[] {ANN, BEN, CARL, 4, 5}) {
            assertEquals(200, person(person).get(draft, of(id)).status(), "each of them sees what is not published");
            assertEquals(404, person(person).get(draft).status());
        }
        join(6, other, "owner");
        assertEquals(404, person(6).get(draft, of(other)).status());
        String change = "{\"cancelUntil\":null}";
        assertEquals(
                404,
                person(6)
                        .request("PATCH", draft, change, "If-Match: *", of(other))
                        .status());
        assertEquals(
                401,
                server.client().get("/v1/venues", of(id)).status(),
                "nobody acts for it without saying who they are");
    }

    @Test
    void shouldCountARoleNoMoreOnceItIsTakenAway() throws IOException {
        String id = organisation("Mill");
        join(ANN, id, "owner");
        join(BEN, id, "manager");
        String ben = one(id) + "/members/" + BEN;
        assertEquals(200, person(ANN).request("PUT", ben, "{\"role\":\"door\"}").status());
        assertEquals("forbidden", person(BEN).post("/v1/venues", VENUE, of(id)).code());
        assertEquals(204, person(ANN).request("DELETE", ben, null).status());
        assertEquals(
                "not_a_member", person(BEN).post("/v1/venues", VENUE, of(id)).code());
        assertEquals(404, person(BEN).get(one(id)).status());
        assertEquals(404, person(ANN).request("DELETE", ben, null).status());
    }

    @Test
    void shouldKeepAnOwnerAndLetOwnersAloneDecideAboutOwners() throws IOException {
        String id = organisation("Mill");
        join(ANN, id, "owner");
        join(BEN, id, "manager");
        join(CARL, id, "door");
        String ann = one(id) + "/members/" + ANN;
        assertEquals(403, person(BEN).request("DELETE", ann, null).status());
        assertEquals(403, person(BEN).request("PUT", ann, "{\"role\":\"door\"}").status());
        assertEquals(
                403,
                person(BEN)
                        .post(one(id) + "/invitations", "{\"role\":\"owner\"}")
                        .status());
        assertEquals(
                403,
                person(BEN)
                        .request("PUT", one(id) + "/members/" + CARL, "{\"role\":\"owner\"}")
                        .status());
        assertEquals(403, person(CARL).get(one(id) + "/members").status());
        assertEquals(403, person(BEN).get(one(id) + "/keys").status());
        assertEquals("last_owner", person(ANN).request("DELETE", ann, null).code());
        assertEquals(
                "last_owner", admin().request("PUT", ann, "{\"role\":\"door\"}").code());
        assertEquals(
                200,
                person(BEN)
                        .request("PUT", one(id) + "/members/" + CARL, "{\"role\":\"box_office\"}")
                        .status());
        assertEquals(
                200,
                person(ANN)
                        .request("PUT", one(id) + "/members/" + CARL, "{\"role\":\"owner\"}")
                        .status());
        assertEquals(204, person(ANN).request("DELETE", ann, null).status(), "one may leave");
        List<String> left = new ArrayList<>();
        person(CARL)
                .get(one(id) + "/members")
                .json()
                .path("items")
                .forEach(member -> left.add(member.path("personId").asText()));
        assertEquals(List.of(String.valueOf(BEN), String.valueOf(CARL)), left);
    }

    @Test
    void shouldLetNobodyActForAnOrganisationThatIsNotApproved() throws IOException {
        Reply made = admin().post(ORGANISATIONS, "{\"name\":\"Mill\"}");
        String id = made.id();
        join(ANN, id, "owner");
        TestClient key =
                as(newKey(person(ANN), id, "manager", false).json().path("key").asText());
        TestClient token = as(TestGateway.token(7, Role.ORGANIZER, Long.parseLong(id)));
        for (String state : List.of("", "suspended", "closed")) {
            if (!state.isEmpty()) {
                become(id, "approved");
                for (TestClient works : List.of(key, token)) {
                    assertEquals(201, works.post("/v1/venues", VENUE).status(), state);
                }
                assertEquals(201, person(ANN).post("/v1/venues", VENUE, of(id)).status(), state);
                become(id, state);
            }
            assertEquals(
                    "not_a_member",
                    person(ANN).post("/v1/venues", VENUE, of(id)).code(),
                    state);
            assertEquals("not_a_member", token.post("/v1/venues", VENUE).code(), state);
            assertEquals(401, key.post("/v1/venues", VENUE).status(), state);
            assertEquals(200, person(ANN).get(one(id)).status(), "they see how it stands");
        }
        Reply reopened = admin().request("PUT", one(id) + "/state", "{\"state\":\"approved\"}", "If-Match: *");
        assertEquals("organisation_closed", reopened.code());
        assertEquals(
                403,
                person(ANN)
                        .request("PUT", one(id) + "/state", "{\"state\":\"approved\"}", "If-Match: *")
                        .status());
    }

    @Test
    void shouldLetABrowsersPersonActForTheirOrganisation() throws IOException {
        String id = organisation("Mill");
        try (Browser ann = Browser.visitor(server);
                Browser ben = Browser.visitor(server)) {
            Reply joined =
                    ann.send("POST", "/v1/memberships", "{\"code\":\"" + invited(admin(), id, "manager") + "\"}");
            assertEquals(200, joined.status(), joined.text());
            String draft = draft(id);
            assertEquals(200, ann.client.get(draft, ann.cookieHeader(), of(id)).status());
            assertEquals(404, ann.client.get(draft, ann.cookieHeader()).status());
            assertEquals(
                    "not_a_member",
                    ben.client.get(draft, ben.cookieHeader(), of(id)).code());
            List<String> headers = new ArrayList<>(List.of(ann.ofOwnPage()));
            headers.add(of(id));
            assertEquals(
                    201,
                    ann.client
                            .post("/v1/venues", VENUE, headers.toArray(String[]::new))
                            .status());
            assertEquals(
                    "foreign_page",
                    ann.client
                            .post("/v1/venues", VENUE, ann.cookieHeader(), of(id))
                            .code());
        }
    }

    @Test
    void shouldMakeEachOwnerOfTheCatalogAnOrganisation() throws IOException {
        TestClient old = as(TestGateway.token(ORGANIZER, Role.ORGANIZER));
        String path = one(String.valueOf(ORGANIZER));
        assertEquals(404, old.get(path).status(), "it has nothing yet");
        assertEquals(201, old.post("/v1/events", "{\"title\":\"E\"}").status());
        assertEquals("approved", old.get(path).json().path("state").asText());
        // A database from before there were organisations.
        assertEquals(
                201,
                as(TestGateway.token(901, Role.ORGANIZER))
                        .post("/v1/venues", VENUE)
                        .status());
        postgres.execute("DROP SCHEMA organisation CASCADE");
        server.database.migrate();
        List<String> ids = new ArrayList<>();
        admin().get(ORGANISATIONS)
                .json()
                .path("items")
                .forEach(item -> ids.add(item.path("id").asText()));
        assertEquals(List.of("900", "901"), ids);
    }

    @Test
    void shouldHaveALimitForEachThing() throws IOException {
        server.close();
        server = aGateway()
                .clock(clock)
                .postgres(postgres.jdbcUrl())
                .organisations(new OrganisationConfig(2, 2, 1, 2, 168, 1, 400, 4, 1_000))
                .start(directory);
        server.database.migrate();
        String id = organisation("Mill");
        String other = organisation("Forge");
        assertEquals(
                "quota_reached", admin().post(ORGANISATIONS, "{\"name\":\"x\"}").code());
        join(ANN, id, "owner");
        assertEquals("max-per-person", quota(accept(person(ANN), invited(admin(), other, "owner"))));
        join(BEN, id, "door");
        String third = invited(admin(), id, "door");
        assertEquals("max-members", quota(accept(person(CARL), third)));
        invited(admin(), id, "door");
        assertEquals("max-invitations", quota(admin().post(one(id) + "/invitations", "{\"role\":\"door\"}")));
        newKey(person(ANN), id, "door", false);
        String body = "{\"name\":\"n\",\"role\":\"door\",\"expiresInDays\":%d}";
        assertEquals("max-keys", quota(person(ANN).post(one(id) + "/keys", body.formatted(30))));
        assertEquals(
                422, person(ANN).post(one(id) + "/keys", body.formatted(401)).status());
        join(CARL, other, "owner");
        assertEquals("max-known", quota(accept(person(4), invited(admin(), other, "door"))));
    }

    private static String quota(Reply reply) {
        assertEquals("quota_reached", reply.code(), reply.text());
        return reply.json().path("quota").asText();
    }
}
