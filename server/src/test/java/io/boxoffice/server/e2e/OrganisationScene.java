package io.boxoffice.server.e2e;

import static io.boxoffice.server.e2e.Attempt.own;
import static io.boxoffice.server.e2e.Attempt.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.gateway.auth.Role;
import io.boxoffice.server.e2e.Stranger.Said;
import java.net.URI;

/** What is the house's own: what it says of itself, who works for it, whom it invites, and its keys. Part of {@link StrangersScene}. */
final class OrganisationScene {
    private static final long OWNER = 7_000_001;
    private static final long AT_THE_DOOR = 7_000_002;
    private static final String NAME = "House whose name strangers do not learn";
    private static final String EMAIL = "house.private@example.org";
    private static final String KEY = "First till of the house";
    private static final String HOUSE = "/v1/organisations/" + StrangersScene.HOME;

    private OrganisationScene() {}

    static void addTo(StrangersScene scene, TestServer server, URI site) {
        Api admin = server.as(5, Role.ADMIN);
        admin.patch(HOUSE, "{\"name\":\"" + NAME + "\",\"email\":\"" + EMAIL + "\"}")
                .expect(200);
        Stranger owner = member(server, site, OWNER, "owner");
        Stranger door = member(server, site, AT_THE_DOOR, "door");
        String invitation = admin.post(HOUSE + "/invitations", "{\"role\":\"door\"}")
                .expect(201)
                .id();
        String key = admin.post(HOUSE + "/keys", key(KEY)).expect(201).id();
        scene.secrets.add(NAME);
        scene.secrets.add(EMAIL);
        scene.secrets.add(KEY);
        scene.secrets.add(invitation);
        scene.watch(owner, HOUSE, HOUSE + "/members", HOUSE + "/invitations", HOUSE + "/keys", "/v1/memberships");

        String organisations = "/v1/organisations";
        scene.add(own("createOrganisation")
                .with("{\"name\":\"Another house\"}")
                .told(OrganisationScene::assertNotTheirs)
                .but(scene.admin, 201)
                .soThat(organisations, "Another house"));
        scene.add(own("listOrganisations")
                .told(OrganisationScene::assertNotTheirs)
                .but(scene.admin, 200));
        scene.add(refused("getOrganisation", StrangersScene.HOME).but(owner, 200));
        scene.add(refused("updateOrganisation", StrangersScene.HOME)
                .with("{\"phone\":\"+43 1 234\"}")
                .but(owner, 200)
                .soThat(HOUSE, "+43 1 234"));
        scene.add(refused("putOrganisationState", StrangersScene.HOME)
                .with("{\"state\":\"approved\",\"reason\":\"looked at\"}")
                .but(scene.admin, 200)
                .soThat(HOUSE, "looked at"));
        scene.add(refused("listMembers", StrangersScene.HOME)
                .but(owner, 200)
                .soThat(HOUSE + "/members", Long.toString(AT_THE_DOOR)));
        scene.add(refused("changeMember", StrangersScene.HOME, AT_THE_DOOR)
                .with("{\"role\":\"finance\"}")
                .but(owner, 200)
                .soThat(HOUSE + "/members", "finance"));
        scene.add(refused("removeMember", StrangersScene.HOME, OWNER));
        scene.add(refused("removeMember", StrangersScene.HOME, AT_THE_DOOR)
                .but(door, 204)
                .soThatGone(HOUSE));
        scene.add(own("listMemberships").told(Attempt::assertNothing).but(owner, 200));
        scene.add(own("acceptInvitation")
                .with("{\"code\":\"not a code of the house\"}")
                .told((stranger, said) -> assertEquals("invitation_not_valid", said.code(), said.text())));
        scene.add(refused("listInvitations", StrangersScene.HOME).but(owner, 200));
        scene.add(refused("revokeInvitation", StrangersScene.HOME, invitation)
                .but(owner, 204)
                .soThat(HOUSE + "/invitations", "\"items\":[]"));
        scene.add(refused("createInvitation", StrangersScene.HOME)
                .with("{\"role\":\"manager\"}")
                .but(owner, 201)
                .soThat(HOUSE + "/invitations", "manager"));
        scene.add(refused("listApiKeys", StrangersScene.HOME).but(owner, 200));
        scene.add(refused("revokeApiKey", StrangersScene.HOME, key)
                .but(owner, 204)
                .soThat(HOUSE + "/keys", "\"items\":[]"));
        scene.add(refused("createApiKey", StrangersScene.HOME)
                .with(key("Second till"))
                .but(owner, 201)
                .soThat(HOUSE + "/keys", "Second till"));
    }

    private static Stranger member(TestServer server, URI site, long person, String role) {
        String code = server.as(5, Role.ADMIN)
                .post(HOUSE + "/invitations", "{\"role\":\"" + role + "\"}")
                .expect(201)
                .text("code");
        server.as(person, Role.CUSTOMER)
                .post("/v1/memberships", "{\"code\":\"" + code + "\"}")
                .expect(200);
        return StrangersScene.person(server, site, "the house's " + role, person, Role.CUSTOMER, 0);
    }

    private static String key(String name) {
        return "{\"name\":\"" + name + "\",\"role\":\"door\",\"expiresInDays\":3}";
    }

    private static void assertNotTheirs(Stranger stranger, Said said) {
        assertEquals(403, said.status(), said.text());
        assertEquals("forbidden", said.code(), said.text());
    }
}
