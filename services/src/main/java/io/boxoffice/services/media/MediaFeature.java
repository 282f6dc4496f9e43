package io.boxoffice.services.media;

import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.http.BodyFiles;
import io.boxoffice.gateway.http.ByteRange;
import io.boxoffice.gateway.http.Digests;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemCode;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.gateway.http.Response;
import io.boxoffice.gateway.record.Records;
import io.boxoffice.gateway.route.AnswerHeader;
import io.boxoffice.gateway.route.BlockingCalls;
import io.boxoffice.gateway.route.Call;
import io.boxoffice.gateway.route.Feature;
import io.boxoffice.gateway.route.Parameter;
import io.boxoffice.gateway.route.Representations;
import io.boxoffice.gateway.route.Route;
import io.boxoffice.gateway.route.ServiceExecutor;
import io.boxoffice.services.catalog.OwnedImages;
import io.boxoffice.services.database.DatabaseUnavailableException;
import io.boxoffice.services.database.FeatureSchema;
import io.boxoffice.services.database.SqlDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Images that organisations send, and that everybody gets in some sizes. */
public final class MediaFeature implements Feature {
    /** Where its tables are. */
    public static final FeatureSchema SCHEMA = new FeatureSchema("media");

    /** Within the folder of images: files that are being sent, or written. Not worth a backup. */
    public static final String UNFINISHED = "unfinished";

    private static final String TAG = "images";
    private static final List<String> TYPES = List.of("image/jpeg", "image/png", "image/gif", "image/webp");
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}-[0-9]{1,5}\\.jpg");
    /** Of a rate: a few statements of PostgreSQL, and for a file, some seconds of a processor. */
    private static final int COST = 5;

    private static final int UPLOAD_COST = 50;
    private static final int ETAG_BYTES = 16;

    private final MediaConfig config;
    private final BodyFiles files;
    private final ServiceExecutor decoding;
    private final ImageStore store;
    private final Images images;
    private final ImageUploads uploads;
    private final ImageSweeper sweeper;
    private final BlockingCalls blocking;

    /**
     * @param folder   where files are kept, and where those that are sent arrive
     * @param blocking the threads on which what blocks runs; decoding has its own
     */
    public MediaFeature(
            SqlDatabase database,
            MediaConfig config,
            Path folder,
            BlockingCalls blocking,
            MeterRegistry meters,
            Clock clock) {
        database.uses(SCHEMA);
        this.config = config;
        this.blocking = blocking;
        Path unfinished = folder.resolve(UNFINISHED);
        files = new BodyFiles(
                unfinished, config.uploads().maxAtOnce(), config.uploads().timeoutMs());
        decoding = new ServiceExecutor(
                "images", config.decoding().maxAtOnce(), config.uploads().maxAtOnce(), meters);
        store = config.s3() == null ? new FileImageStore(folder, unfinished) : new S3ImageStore(config.s3());
        images = new Images(database, config.quota(), clock);
        uploads = new ImageUploads(images, new ImageEncoder(config.decoding()), store);
        sweeper = new ImageSweeper(images, store, config.sweep());
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/v1/images", "addImage")
                        .cost(UPLOAD_COST)
                        .summary(TAG, "Add an image to the organisation's; the same file again is the same image")
                        .roles(Role.ORGANIZER)
                        .toFile(files, config.uploads().maxBytes(), TYPES)
                        .answerRecord(200, "The organisation has it already", Image.class)
                        .answerRecord(201, "Added", Image.class)
                        .header(200, AnswerHeader.LOCATION)
                        .header(201, AnswerHeader.LOCATION)
                        .handledBy(new BlockingCalls(decoding).of(this::add)),
                Route.get("/v1/images/{image}", "getImage")
                        .cost(2)
                        .summary(TAG, "An image of the organisation's")
                        .roles(Role.ORGANIZER)
                        .answerRecord(200, "The image", Image.class)
                        .handledBy(
                                blocking.of(call -> Records.answer(200, image(images.find(owner(call), hash(call)))))),
                Route.delete("/v1/images/{image}", "removeImage")
                        .cost(COST)
                        .summary(TAG, "Take an image from the organisation; its sizes go when no other has it")
                        .roles(Role.ORGANIZER)
                        .noContent(204, "Removed")
                        .handledBy(blocking.of(this::remove)),
                Route.get("/images/{file}", "getImageFile")
                        .summary(TAG, "One size of an image, which never changes")
                        .parameter(Parameter.header("Range", "A part of it, such as bytes=0-1023"))
                        .answer(200, "All of it", ImageStore.TYPE, null)
                        .etag()
                        .answer(206, "The part", ImageStore.TYPE, null)
                        .header(206, AnswerHeader.ETAG)
                        .problem(416)
                        .handledBy(blocking.of(this::file)));
    }

    /** What of the images the catalog may show. */
    public static OwnedImages owned() {
        return Images::keep;
    }

    /** Whose images the caller's are. */
    private static long owner(Call call) {
        return call.principal().owner();
    }

    /** What is no hash names nothing. */
    private static String hash(Call call) {
        return call.value(0);
    }

    private static Image image(Images.Row row) {
        return new Image(row.hash(), row.width(), row.height(), row.sizes());
    }

    private Response add(Call call) {
        Path file = call.bodyFile();
        if (file == null) {
            throw new NotAnImageException("the body is empty");
        }
        Images.Added added = uploads.take(owner(call), file);
        return Records.answer(added.isNew() ? 201 : 200, image(added.row()))
                .header("location", "/v1/images/" + added.row().hash());
    }

    private Response remove(Call call) {
        images.remove(owner(call), hash(call));
        return Response.empty(204);
    }

    private Response file(Call call) {
        String name = call.value(0);
        byte[] bytes = NAME.matcher(name).matches() ? store.read(name) : null;
        if (bytes == null) {
            throw new ProblemException(HttpProblem.NOT_FOUND);
        }
        String etag = etag(bytes);
        Response response;
        if (Representations.isKnown(call.exchange().headers(), etag)) {
            response = Response.empty(304);
        } else {
            ByteRange range = ByteRange.of(call.exchange().headers(), etag, bytes.length);
            response = range == null ? Response.of(200, ImageStore.TYPE, bytes) : range.answer(ImageStore.TYPE, bytes);
        }
        return response.header("etag", etag)
                .header("cache-control", ImageStore.FOR_GOOD)
                .header("accept-ranges", "bytes");
    }

    /** Of the bytes: should an image be removed and sent again, another version of this program may make others. */
    private static String etag(byte[] bytes) {
        return '"' + HexFormat.of().formatHex(Digests.sha256(bytes), 0, ETAG_BYTES) + '"';
    }

    @Override
    public Collection<? extends ProblemCode> problems() {
        return List.of(MediaProblem.values());
    }

    /**
     * Removes images that nobody has, on the caller's thread; goes on by itself once started.
     *
     * @return how many
     * @throws DatabaseUnavailableException when PostgreSQL is away
     */
    public int sweep() {
        return sweeper.round();
    }

    @Override
    public void start() {
        files.start();
        sweeper.start();
    }

    @Override
    public void close() {
        sweeper.close();
        decoding.close();
        files.close();
        store.close();
    }
}
