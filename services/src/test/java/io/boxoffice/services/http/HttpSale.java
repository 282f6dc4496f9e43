package io.boxoffice.services.http;

import static io.boxoffice.services.http.TestGateway.SHOW;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Ann and Ben, customers before a gateway with one show on sale. */
abstract class HttpSale {
    static final String ALL = "{\"all\":true}";
    static final String HOLDS = "/v1/shows/" + SHOW + "/holds";

    TestGateway server;
    TestClient ann;
    TestClient ben;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        server = TestGateway.aGateway().start(directory);
        ann = server.customer(1);
        ben = server.customer(2);
    }

    @AfterEach
    void stop() throws IOException {
        ann.close();
        ben.close();
        server.close();
    }

    String hold(TestClient client, String body) throws IOException {
        Reply reply = client.post(HOLDS, body);
        assertEquals(201, reply.status(), reply.text());
        return reply.id();
    }

    String booking(TestClient client, String body) throws IOException {
        Reply reply = client.post("/v1/bookings", "{\"holdId\":\"" + hold(client, body) + "\"}");
        assertEquals(201, reply.status(), reply.text());
        assertEquals("pending", reply.json().path("status").asText());
        return reply.id();
    }

    String paid(TestClient client, String body) throws IOException {
        String id = booking(client, body);
        Reply reply =
                client.post("/v1/bookings/" + id + "/payments", "{\"method\":\"card\",\"token\":\"tok_approve\"}");
        assertEquals(201, reply.status(), reply.text());
        return id;
    }

    static List<String> pointers(Reply refused) throws IOException {
        List<String> pointers = new ArrayList<>();
        refused.json()
                .path("errors")
                .forEach(error -> pointers.add(error.path("pointer").asText()));
        return pointers;
    }
}
