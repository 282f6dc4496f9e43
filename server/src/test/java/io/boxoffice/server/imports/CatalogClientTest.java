package io.boxoffice.server.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogClientTest {
    private final ObjectNode venue =
            JsonNodeFactory.instance.objectNode().put("name", "Odeon").put("externalId", "odeon");
    private CatalogStub stub;
    private CatalogClient client;

    @BeforeEach
    void start() throws IOException {
        stub = new CatalogStub();
        client = new CatalogClient(stub.url(), "organizer");
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void shouldFindAgainWhatItCreated() {
        CatalogClient.Answer first = client.post("/v1/venues", venue);
        CatalogClient.Answer second = new CatalogClient(stub.url(), "organizer").post("/v1/venues", venue);
        assertTrue(first.created());
        assertFalse(second.created());
        assertEquals(first.id(), second.id());
    }

    @Test
    void shouldAskABusyServerAgain() {
        stub.answerOnce("/v1/venues", 503, "overloaded");
        stub.answerOnce("/v1/venues", 429, "rate_limited");
        stub.answerOnce("/v1/venues", 409, "request_in_progress");
        assertTrue(client.post("/v1/venues", venue).created());
        assertEquals(4, stub.log().size());
    }

    @Test
    void shouldTellARefusalFromAFailure() {
        stub.answerOnce("/v1/venues", 422, "invalid");
        RefusedByServerException refused =
                assertThrows(RefusedByServerException.class, () -> client.post("/v1/venues", venue));
        assertEquals(422, refused.status());
        assertEquals("invalid", refused.code());
        assertEquals("422 invalid as scripted", refused.getMessage());
        stub.answerOnce("/v1/venues", 500, "internal");
        assertThrows(ImportException.class, () -> client.post("/v1/venues", venue));
    }

    @Test
    void shouldSayWhatToDoWithoutARightToken() {
        String message = assertThrows(
                        ImportException.class, () -> new CatalogClient(stub.url(), "forged").post("/v1/venues", venue))
                .getMessage();
        assertTrue(message.contains("--token"), message);
    }

    @Test
    void shouldSayWhatToDoWithoutAServer() {
        URI nobody = stub.url();
        stub.close();
        String message = assertThrows(
                        ImportException.class, () -> new CatalogClient(nobody, "organizer").post("/v1/venues", venue))
                .getMessage();
        assertTrue(message.contains("bin/boxoffice serve"), message);
    }
}
