package io.boxoffice.services.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxoffice.gateway.TestClient;
import io.boxoffice.gateway.TestClient.Reply;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.services.ManualClock;
import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.PostgresExtension.Database;
import io.boxoffice.services.media.MediaConfig;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Images through HTTP, down to PostgreSQL and the store. */
@ExtendWith(PostgresExtension.class)
class ImagesTest {
    private static final String IMAGES = "/v1/images";
    private static final Duration KEPT = MediaConfig.DEFAULT.sweep().after();

    @TempDir
    private Path directory;

    private Database database;
    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T10:00:00Z"));
    private TestGateway server;
    private TestClient client;

    @BeforeEach
    void rememberDatabase(Database fresh) {
        database = fresh;
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            client.close();
            server.close();
        }
    }

    private void start(UnaryOperator<MediaConfig> change) throws IOException {
        server = TestGateway.aGateway()
                .unlimitedCallers()
                .postgres(database.jdbcUrl())
                .images(change)
                .clock(clock)
                .start(directory);
        server.database.migrate();
        server.media.start();
        client = server.organizer();
    }

    private Reply upload(TestClient from, byte[] file, String type) throws IOException {
        return from.send("POST", IMAGES, type, file);
    }

    private Reply added(byte[] file, String type) throws IOException {
        Reply reply = upload(client, file, type);
        assertEquals(201, reply.status(), reply.text());
        return reply;
    }

    private static List<Integer> widths(Reply image) {
        List<Integer> widths = new ArrayList<>();
        image.json().path("sizes").forEach(size -> widths.add(size.path("width").asInt()));
        return widths;
    }

    private static String url(Reply image, int position) {
        return image.json().path("sizes").path(position).path("url").asText();
    }

    /** All files in the folder of images, once those that were sent are gone. */
    private List<Path> files() throws IOException {
        await(() -> unfinished() == 0);
        try (Stream<Path> files = Files.walk(directory.resolve("images"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static String colour(BufferedImage image, double x, double y) {
        int rgb = image.getRGB((int) (x * image.getWidth()), (int) (y * image.getHeight()));
        int red = rgb >> 16 & 0xFF;
        int green = rgb >> 8 & 0xFF;
        int blue = rgb & 0xFF;
        return red > 230 && green > 230 && blue > 230 ? "white" : red > blue ? "red" : "blue";
    }

    @Test
    void shouldMakeTheSizesOfAnImageAndGiveThemToEverybody() throws IOException {
        start(c -> c);
        byte[] file = TestImages.file(TestImages.redAndBlue(2_400, 1_200, true), "png");
        Reply image = added(file, "image/png");
        assertEquals(64, image.id().length());
        assertEquals(2_400, image.json().path("width").asInt());
        assertEquals(1_200, image.json().path("height").asInt());
        assertEquals(List.of(160, 320, 640, 1_280, 1_920), widths(image));
        assertEquals(IMAGES + "/" + image.id(), image.header("location"));
        assertEquals(image.json(), client.get(image.header("location")).json());
        try (TestClient anybody = server.client()) {
            for (JsonNode size : image.json().path("sizes")) {
                Reply jpeg = anybody.get(size.path("url").asText());
                assertEquals(200, jpeg.status());
                assertEquals("image/jpeg", jpeg.header("content-type"));
                assertEquals("public, max-age=31536000, immutable", jpeg.header("cache-control"));
                BufferedImage picture = TestImages.decoded(jpeg.body());
                assertEquals(size.path("width").asInt(), picture.getWidth());
                assertEquals(size.path("height").asInt(), picture.getHeight());
                assertEquals("red", colour(picture, 0.2, 0.3));
                assertEquals("blue", colour(picture, 0.8, 0.3));
                assertEquals("white", colour(picture, 0.5, 0.9), "what was transparent");
            }
            assertEquals(404, anybody.get("/images/" + image.id() + "-161.jpg").status());
            assertEquals(404, anybody.get("/images/..%2f..%2fetc%2fpasswd").status());
        }
        Reply again = upload(client, file, "image/png");
        assertEquals(200, again.status());
        assertEquals(image.json(), again.json());
        assertEquals(5, files().size(), "nothing but the sizes is left");
    }

    @Test
    void shouldNeverMakeAnImageLargerThanItIs() throws IOException {
        start(c -> c);
        assertEquals(List.of(160, 320, 500), widths(added(TestImages.png(500, 40), "image/png")));
        assertEquals(List.of(1), widths(added(TestImages.png(1, 1), "image/png")));
        Reply wide = added(TestImages.png(9_000, 3), "image/png");
        assertEquals(1, wide.json().path("sizes").path(0).path("height").asInt());
    }

    @Test
    void shouldTakeEachFormatAndDecodeLargeImagesCoarser() throws IOException {
        start(c -> c.withDecoding(new MediaConfig.Decoding(40_000_000, 16 << 20, 1)));
        Reply webp = added(TestImages.webp(320, 100), "image/webp");
        assertEquals(List.of(160, 320), widths(webp));
        assertEquals("red", colour(TestImages.decoded(client.get(url(webp, 1)).body()), 0.5, 0.5));
        byte[] gif = TestImages.file(TestImages.redAndBlue(300, 200, false), "gif");
        assertEquals(List.of(160, 300), widths(added(gif, "image/gif")));
        byte[] large = TestImages.file(TestImages.redAndBlue(6_000, 4_000, false), "jpg");
        Reply image = added(large, "image/jpeg");
        assertEquals(6_000, image.json().path("width").asInt());
        BufferedImage largest = TestImages.decoded(client.get(url(image, 4)).body());
        assertEquals(1_920, largest.getWidth());
        assertEquals(1_280, largest.getHeight());
        assertEquals("red", colour(largest, 0.49, 0.5));
        assertEquals("blue", colour(largest, 0.51, 0.5));
    }

    /** What is left, right, above and below where EXIF turns a picture that is red on the left. */
    @Test
    void shouldTurnPhotosTheWayUpThatTheyAreLookedAtAndDropWhatTheySayElse() throws IOException {
        start(c -> c);
        String[] red = {"left", "right", "right", "left", "above", "above", "below", "below"};
        for (int orientation = 1; orientation <= 8; orientation++) {
            Reply image = added(TestImages.photo(400, 200, orientation), "image/jpeg");
            boolean sideways = orientation >= 5;
            assertEquals(sideways ? 200 : 400, image.json().path("width").asInt(), "orientation " + orientation);
            Reply jpeg = client.get(url(image, 0));
            BufferedImage picture = TestImages.decoded(jpeg.body());
            assertEquals(sideways, picture.getHeight() > picture.getWidth());
            double x = red[orientation - 1].equals("right") ? 0.75 : 0.25;
            double y = red[orientation - 1].equals("below") ? 0.75 : 0.25;
            assertEquals("red", colour(picture, x, y), "orientation " + orientation);
            assertEquals("blue", colour(picture, 1 - x, 1 - y), "orientation " + orientation);
            String bytes = new String(jpeg.body(), StandardCharsets.ISO_8859_1);
            assertFalse(bytes.contains("Exif") || bytes.contains("Vienna"));
        }
    }

    @Test
    void shouldSendPartsOfAnImageAndNothingToThoseWhoHaveIt() throws IOException {
        start(c -> c);
        String url = url(added(TestImages.png(700, 300), "image/png"), 1);
        Reply whole = client.get(url);
        byte[] bytes = whole.body();
        int length = bytes.length;
        String etag = whole.header("etag");
        assertEquals("bytes", whole.header("accept-ranges"));

        assertPart(bytes, 0, 9, client.get(url, "Range: bytes=0-9"));
        assertPart(bytes, 10, length - 1, client.get(url, "Range: bytes=10-"));
        assertPart(bytes, 10, length - 1, client.get(url, "Range: bytes=10-99999999"));
        assertPart(bytes, length - 7, length - 1, client.get(url, "Range: bytes=-7"));
        assertPart(bytes, 0, length - 1, client.get(url, "Range: bytes=-99999999"));
        assertPart(bytes, 3, 3, client.get(url, "Range: bytes=3-3", "If-Range: " + etag));
        for (String all : List.of("bytes=0-1,4-5", "lines=0-1", "bytes=5-3", "bytes=-", "bytes=x-3", "")) {
            assertArrayEquals(bytes, client.get(url, "Range: " + all).body(), all);
        }
        assertEquals(
                200, client.get(url, "Range: bytes=0-9", "If-Range: \"other\"").status());
        for (String none : List.of("bytes=" + length + "-", "bytes=-0", "bytes=99999999-999999999")) {
            Reply refused = client.get(url, "Range: " + none);
            assertEquals(416, refused.status(), none);
            assertEquals("range_not_satisfiable", refused.code());
            assertEquals("bytes */" + length, refused.header("content-range"));
        }
        Reply head = client.request("HEAD", url, null);
        assertEquals(Integer.toString(length), head.header("content-length"));
        assertEquals(etag, head.header("etag"));
        Reply known = client.get(url, "If-None-Match: " + etag, "Range: bytes=0-9");
        assertEquals(304, known.status());
        assertEquals(etag, known.header("etag"));
    }

    private static void assertPart(byte[] whole, int from, int to, Reply reply) {
        assertEquals(206, reply.status(), reply.text());
        assertEquals("bytes " + from + "-" + to + "/" + whole.length, reply.header("content-range"));
        assertArrayEquals(Arrays.copyOfRange(whole, from, to + 1), reply.body());
    }

    @Test
    void shouldRefuseWhatIsNoImageOrIsNotWholeOrHasTooManyPixels() throws IOException {
        start(c -> c);
        byte[] jpeg = TestImages.file(TestImages.redAndBlue(300, 300, false), "jpg");
        byte[] gif = TestImages.file(TestImages.redAndBlue(300, 300, false), "gif");
        Map<String, byte[]> broken = new LinkedHashMap<>();
        broken.put("text", "no image at all, but long enough to be one".getBytes(StandardCharsets.UTF_8));
        broken.put("a page", "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8));
        broken.put("one byte", new byte[1]);
        broken.put("zeros", new byte[10_000]);
        broken.put("a JPEG's first bytes", Arrays.copyOf(jpeg, 3));
        broken.put("half a JPEG", TestImages.cut(jpeg));
        broken.put("half a PNG", TestImages.cut(TestImages.png(300, 300)));
        broken.put("half a GIF", TestImages.cut(gif));
        broken.put("half a WebP", TestImages.cut(TestImages.webp(300, 300)));
        broken.put("a PNG without rows", TestImages.zeros(300, 300, 0));
        broken.put("a PNG with half of its rows", TestImages.zeros(300, 300, 150 * 901));
        broken.put("a JPEG with a thousand passes", TestImages.passes(1_000));
        for (Map.Entry<String, byte[]> file : broken.entrySet()) {
            Reply refused = upload(client, file.getValue(), "image/jpeg");
            assertEquals(422, refused.status(), file.getKey() + ": " + refused.text());
            assertEquals("not_an_image", refused.code(), file.getKey());
            assertFalse(refused.json().path("detail").asText().isEmpty(), file.getKey());
        }
        Map<String, byte[]> large = new LinkedHashMap<>();
        large.put("a bomb", TestImages.zeros(60_000, 60_000, 10_000_000));
        large.put("more pixels than a number has", TestImages.zeros(Integer.MAX_VALUE, Integer.MAX_VALUE, 1));
        large.put("one row", TestImages.zeros(40_000, 1, 1));
        large.put("a WebP of 36 bytes", TestImages.webp(6_000, 6_000));
        large.put("a progressive JPEG", TestImages.progressive(8_000, 4_900));
        for (Map.Entry<String, byte[]> file : large.entrySet()) {
            Reply refused = upload(client, file.getValue(), "image/png");
            assertEquals(422, refused.status(), file.getKey() + ": " + refused.text());
            assertEquals("image_too_large", refused.code(), file.getKey());
        }
        Reply empty = client.post(IMAGES, null, "Content-Type: image/png");
        assertEquals("not_an_image", empty.code());
        assertEquals(0, files().size(), "none of it is kept");
        assertEquals(
                201, upload(client, TestImages.textOf(1L << 28), "image/png").status(), "what it says is not unpacked");
    }

    @Test
    void shouldKeepWhatIsAnothers() throws IOException {
        start(c -> c);
        byte[] file = TestImages.png(200, 100);
        Reply image = added(file, "image/png");
        String path = IMAGES + "/" + image.id();
        try (TestClient others = server.client().as(TestGateway.token(7, Role.ORGANIZER, 4_711));
                TestClient colleague =
                        server.client().as(TestGateway.token(8, Role.ORGANIZER, TestGateway.ORGANIZER))) {
            assertEquals(404, others.get(path).status());
            assertEquals(404, others.request("DELETE", path, null).status());
            assertEquals(200, colleague.get(path).status());
            Reply same = upload(others, file, "image/jpeg");
            assertEquals(201, same.status(), "they had it not before");
            assertEquals(image.json(), same.json());
            assertEquals(2, files().size(), "the bytes are there once");

            assertEquals(204, client.request("DELETE", path, null).status());
            assertEquals(404, client.request("DELETE", path, null).status());
            assertEquals(404, client.get(path).status());
            clock.advance(KEPT.plusSeconds(1));
            assertEquals(0, server.media.sweep(), "others have it");
            assertEquals(200, others.get(url(image, 0)).status());

            assertEquals(204, others.request("DELETE", path, null).status());
            clock.advance(KEPT.minusSeconds(1));
            assertEquals(0, server.media.sweep(), "not yet");
            clock.advance(Duration.ofSeconds(2));
            assertEquals(1, server.media.sweep());
            assertEquals(404, others.get(url(image, 0)).status());
            assertEquals(0, files().size());
            assertEquals(image.json(), added(file, "image/png").json(), "it may be sent again");
            assertEquals(200, others.get(url(image, 0)).status());
        }
    }

    @Test
    void shouldRemoveWhatWasStoredForNobody() throws IOException {
        start(c -> c);
        database.execute("""
                CREATE FUNCTION media.fail() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''cut off''; END';
                CREATE TRIGGER fail BEFORE INSERT ON media.owned FOR EACH ROW EXECUTE FUNCTION media.fail()""");
        byte[] file = TestImages.png(200, 100);
        assertEquals(500, upload(client, file, "image/png").status());
        assertEquals(2, files().size(), "its sizes were stored before");
        clock.advance(KEPT.minusSeconds(1));
        assertEquals(0, server.media.sweep(), "somebody may be about to add it");
        clock.advance(Duration.ofSeconds(2));
        assertEquals(1, server.media.sweep());
        assertEquals(0, files().size());
        assertEquals(0, server.media.sweep());
    }

    @Test
    void shouldRefuseMoreThanAnOrganisationMayHave() throws IOException {
        start(c -> c.withQuota(new MediaConfig.Quota(2, 20_000)));
        byte[] first = TestImages.png(100, 100);
        String path = added(first, "image/png").header("location");
        added(TestImages.png(101, 100), "image/png");
        Reply refused = upload(client, TestImages.png(102, 100), "image/png");
        assertEquals(409, refused.status(), refused.text());
        assertEquals("quota_reached", refused.code());
        assertEquals("images", refused.json().path("quota").asText());
        assertEquals(2, refused.json().path("limit").asInt());
        assertEquals(2, files().size(), "nothing of it is stored");
        assertEquals(200, upload(client, first, "image/png").status(), "that one is there already");
        try (TestClient others = server.client().as(TestGateway.token(7, Role.ORGANIZER))) {
            assertEquals(
                    201, upload(others, TestImages.png(102, 100), "image/png").status());
            assertEquals(
                    409, upload(client, TestImages.png(102, 100), "image/png").status(), "shared ones count too");
        }
        client.request("DELETE", path, null);
        Reply tooMuch = upload(client, TestImages.file(TestImages.redAndBlue(1_900, 1_900, true), "png"), "image/png");
        assertEquals("image-bytes", tooMuch.json().path("quota").asText(), tooMuch.text());
        assertEquals(201, upload(client, TestImages.png(103, 100), "image/png").status(), "removing made room");
    }

    /** Noise, so that the file is about as large as it may be, and the disk has something to do. */
    private static byte[] noise(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(7);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        return TestImages.file(image, "png");
    }

    @Test
    void shouldTakeLargeFilesInPiecesOfAnySizeAndNoneThatIsTooLarge() throws IOException {
        start(c -> c.withUploads(new MediaConfig.Uploads(4 << 20, 4, 60_000)));
        byte[] file = noise(1_000, 1_300);
        assertTrue(file.length > 3 << 20 && file.length < 4 << 20, "bytes: " + file.length);
        Reply image = added(file, "image/png");
        client.write("POST", IMAGES, null, "Content-Type: image/png", "Transfer-Encoding: chunked");
        for (int at = 0; at < file.length; at += 7_919) {
            byte[] piece = Arrays.copyOfRange(file, at, Math.min(file.length, at + 7_919));
            client.raw(Integer.toHexString(piece.length) + "\r\n").raw(piece).raw("\r\n");
        }
        client.raw("0\r\n\r\n");
        Reply again = client.read();
        assertEquals(200, again.status(), again.text());
        assertEquals(image.id(), again.id(), "the very same bytes");

        client.write("POST", IMAGES, null, "Content-Type: image/png", "Content-Length: " + ((4 << 20) + 1));
        assertEquals(413, client.read().status());
        await(() -> unfinished() == 0);
        assertEquals(List.of(160, 320, 640, 1_000), widths(image));
        assertEquals(4, files().size());
    }

    /** Files that are being sent. */
    private long unfinished() {
        try (Stream<Path> files = Files.list(directory.resolve("images/unfinished"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(BooleanSupplier what) {
        while (!what.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void shouldTakeOnlySoManyFilesAtOnceAndLeaveNothingOfThoseThatAreCutOff() throws IOException {
        start(c -> c.withUploads(new MediaConfig.Uploads(4 << 20, 2, 60_000)));
        byte[] file = noise(600, 600);
        String[] header = {"Content-Type: image/png", "Content-Length: " + file.length};
        byte[] half = Arrays.copyOf(file, file.length / 2);
        try (TestClient first = server.organizer()) {
            first.write("POST", IMAGES, null, header);
            first.raw(half);
            try (TestClient second = server.organizer()) {
                second.write("POST", IMAGES, null, header);
                second.raw(half);
                await(() -> unfinished() == 2);
                Reply refused = upload(client, TestImages.png(10, 10), "image/png");
                assertEquals(503, refused.status(), refused.text());
                assertEquals("overloaded", refused.code());
                assertEquals("1", refused.header("retry-after"));
            }
            await(() -> unfinished() == 1);
            added(TestImages.png(10, 10), "image/png");
            first.raw(Arrays.copyOfRange(file, half.length, file.length));
            assertEquals(201, first.read().status(), "that one went on");
        }
        await(() -> unfinished() == 0);
        assertNotEquals(0, files().size());
    }

    @Test
    void shouldEndFilesThatTakeTooLongAndRemoveWhatACrashLeft() throws IOException {
        Path left = directory.resolve("images/unfinished/body-1");
        Files.createDirectories(left.getParent());
        Files.write(left, new byte[100]);
        start(c -> c.withUploads(new MediaConfig.Uploads(4 << 20, 2, 100)));
        assertEquals(0, unfinished(), "left by a crash");
        client.write("POST", IMAGES, null, "Content-Type: image/png", "Content-Length: 100000");
        client.raw(new byte[40_000]);
        Reply late = client.read();
        assertEquals(408, late.status());
        await(() -> unfinished() == 0);
    }

    @Test
    void shouldKeepImagesInABucketOfS3() throws IOException {
        try (S3StandIn s3 = new S3StandIn()) {
            start(c -> c.withS3(bucket(s3, S3StandIn.SECRET_KEY)));
            Reply image = added(TestImages.png(200, 100), "image/png");
            String key = "/posters/box/office/" + image.id() + "-160.jpg";
            assertEquals(2, s3.all().size());
            S3StandIn.Kept kept = s3.all().get(key);
            assertEquals("image/jpeg", kept.type());
            assertEquals("public, max-age=31536000, immutable", kept.cacheControl());
            assertArrayEquals(kept.bytes(), client.get(url(image, 0)).body());
            assertEquals(0, files().size(), "nothing is here");
            assertEquals(
                    404, client.get("/images/" + "0".repeat(64) + "-160.jpg").status());

            client.request("DELETE", image.header("location"), null);
            clock.advance(KEPT.plusSeconds(1));
            assertEquals(1, server.media.sweep());
            assertEquals(Map.of(), s3.all());

            s3.goAway();
            Reply away = upload(client, TestImages.png(201, 100), "image/png");
            assertEquals(503, away.status(), away.text());
            assertEquals("images_unavailable", away.code());
        }
    }

    @Test
    void shouldSayThatImagesAreAwayWhenTheBucketRefusesTheKey() throws IOException {
        try (S3StandIn s3 = new S3StandIn()) {
            start(c -> c.withS3(bucket(s3, "another")));
            assertEquals(
                    "images_unavailable",
                    upload(client, TestImages.png(200, 100), "image/png").code());
            assertEquals(Map.of(), s3.all());
        }
    }

    private static MediaConfig.S3 bucket(S3StandIn s3, String secret) {
        return new MediaConfig.S3(
                "posters",
                S3StandIn.REGION,
                s3.endpoint(),
                true,
                "box/office/",
                S3StandIn.ACCESS_KEY,
                secret,
                Duration.ofSeconds(5));
    }
}
