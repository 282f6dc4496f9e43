package io.boxoffice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One request and its answer. Belongs to its connection's event loop, which alone may read it; {@link #respond} may be called
 * from any thread, once.
 */
public final class Exchange {
    private static final int FIRST_PIECE_BYTES = 8_192;
    private static final int PIECE_BYTES = 65_536;

    private final HttpConnection connection;
    private HttpRequest head;
    private final long startedNs = System.nanoTime();
    private final AtomicBoolean answered = new AtomicBoolean();
    private final String path;
    private final int queryStart;
    private Map<String, List<String>> parameters;
    private Object attachment;
    /** What has come of a body that does not come at once; null: nothing. */
    private List<ByteBuf> pieces;

    private ByteBuf body = Unpooled.EMPTY_BUFFER;
    private Response response;
    private EventStream stream;
    private long caller;
    private BodyBudget.Share share;
    /** Where the body goes; null: into memory. */
    private BodyFile file;

    private boolean bodyKept;
    private long bodyLength;
    private boolean closeAfter;
    private boolean continueDue;
    private boolean refused;
    private boolean dropped;

    Exchange(HttpConnection connection, HttpRequest head) {
        this.connection = connection;
        this.head = head;
        String uri = head.uri();
        int question = uri.indexOf('?');
        queryStart = question < 0 ? uri.length() : question;
        path = uri.substring(0, queryStart);
    }

    public EventLoop eventLoop() {
        return connection.eventLoop();
    }

    public HttpMethod method() {
        return head.method();
    }

    public boolean isHead() {
        return HttpMethod.HEAD.equals(head.method());
    }

    /** The path as it was sent, percent signs and all, without the query. */
    public String path() {
        return path;
    }

    /** Request line and headers as they came. */
    public HttpRequest request() {
        return head;
    }

    public HttpHeaders headers() {
        return head.headers();
    }

    public String header(CharSequence name) {
        return head.headers().get(name);
    }

    /** All values of a header, as they came. */
    public List<String> headerValues(String name) {
        return head.headers().getAll(name);
    }

    /** Goes on on the exchange's event loop. */
    public void execute(Runnable work) {
        eventLoop().execute(work);
    }

    /** The first value of a query parameter, or null when there is none or it is blank, as forms send what was not filled in. */
    public String parameter(String name) {
        List<String> values = parameters().get(name);
        return values == null || values.isEmpty() || values.get(0).isBlank() ? null : values.get(0);
    }

    /**
     * All of the query, as it was sent.
     *
     * @throws ProblemException invalid_request, when the query is not validly encoded
     */
    public Map<String, List<String>> parameters() {
        if (parameters == null) {
            String uri = head.uri();
            try {
                parameters = queryStart == uri.length()
                        ? Map.of()
                        : new QueryStringDecoder(uri.substring(queryStart), true).parameters();
            } catch (IllegalArgumentException e) {
                throw new ProblemException(HttpProblem.INVALID_REQUEST, "the query is not validly encoded");
            }
        }
        return parameters;
    }

    /** Whether the header announces a body that is not empty, or may not be. */
    public boolean hasBody() {
        return bodyLength != 0;
    }

    /** Bytes of the body, as the header announces them; -1: it comes in chunks. */
    public long bodyLength() {
        return bodyLength;
    }

    /**
     * The body that comes shall go to a file: see {@link #bodyFile()}. In {@link RequestHandler#onHeader} alone.
     *
     * @throws ProblemException overloaded, when there is no room for one
     */
    public void bodyTo(BodyFiles files) {
        file = files.open(connection.allocator());
    }

    /** The file with the body, which goes when the exchange is answered; null: the body is in memory, or there is none. */
    public Path bodyFile() {
        return file == null ? null : file.path();
    }

    BodyFile file() {
        return file;
    }

    void announcesBody(long bytes) {
        bodyLength = bytes;
    }

    /** Valid until {@link RequestHandler#onRequest} returns; {@link #keepBody()} makes it last. */
    public ByteBuf body() {
        return body;
    }

    /** Makes the body last until the exchange is answered, whatever becomes of the connection. On the event loop, before {@link RequestHandler#onRequest} returns. */
    public void keepBody() {
        if (!bodyKept && body.isReadable() && body.isDirect()) {
            // It lies amid what was read from the socket, which would be kept with it.
            ByteBuf copy = Unpooled.buffer(body.readableBytes()).writeBytes(body);
            body.release();
            body = copy;
        }
        bodyKept = true;
    }

    /**
     * Whose request it is, for budgets of memory: a person's number, or minus an address. Known once the header was looked at.
     */
    public void caller(long key) {
        caller = key;
    }

    /** What {@link #caller(long)} told; 0: nobody that is known. */
    public long caller() {
        return caller;
    }

    /** Where the request comes from, as far as is known; {@link ClientAddresses#UNKNOWN} behind a proxy that does not say. */
    public long address() {
        return connection.address(head.headers());
    }

    /** When the header had arrived, as of {@link System#nanoTime()}. */
    public long startedNs() {
        return startedNs;
    }

    /** What the request handler keeps with the exchange. */
    public Object attachment() {
        return attachment;
    }

    public void attach(Object newAttachment) {
        attachment = newAttachment;
    }

    /** Whether the client is still there. Any thread. */
    public boolean isOpen() {
        return connection.isActive();
    }

    /** Answers. A second answer is dropped. Any thread. */
    public void respond(Response answer) {
        if (!answered.compareAndSet(false, true)) {
            answer.body().release();
            return;
        }
        if (eventLoop().inEventLoop()) {
            complete(answer);
        } else {
            try {
                eventLoop().execute(() -> complete(answer));
            } catch (RejectedExecutionException e) {
                // The server has stopped; nobody is there to hear it.
                answer.body().release();
            }
        }
    }

    public void respond(Problem problem) {
        respond(problem.toResponse());
    }

    /**
     * Answers with a stream that stays open; it ends with the connection. Event loop only.
     *
     * @param listener told of the stream once everything asked for before is answered
     */
    public void startStream(Response header, EventStream.Listener listener) {
        if (answered.compareAndSet(false, true)) {
            stream = new EventStream(connection, listener);
            complete(header.close());
        }
    }

    private void complete(Response answer) {
        boolean alreadyDropped = dropped;
        response = answer;
        releaseBody();
        connection.onAnswered(this);
        if (alreadyDropped) {
            drop();
        }
    }

    /** The connection is over, or ends without this answer. */
    void drop() {
        dropped = true;
        if (!bodyKept || response != null) {
            releaseBody();
        }
        if (response != null) {
            response.body().release();
        }
        if (stream != null) {
            stream.closed();
        }
    }

    /** It is answered by a stream: what was asked is not looked at again. */
    void forgetRequest() {
        head = null;
        parameters = null;
        attachment = null;
    }

    Response response() {
        return response;
    }

    /** Shows another form of the same answer, before it is sent. In {@link RequestHandler#onResponse} alone. */
    public void showInstead(Response other) {
        replaceResponse(other);
    }

    /** Says something else instead, before anything was said. */
    void replaceResponse(Response other) {
        response.body().release();
        response = other;
    }

    EventStream stream() {
        return stream;
    }

    boolean isDropped() {
        return dropped;
    }

    boolean isAnswered() {
        return answered.get();
    }

    boolean closesConnection() {
        return closeAfter || (response != null && response.closes());
    }

    void closeAfter() {
        closeAfter = true;
    }

    boolean takeContinueDue() {
        boolean due = continueDue;
        continueDue = false;
        return due;
    }

    void continueDue() {
        continueDue = true;
    }

    boolean isRefused() {
        return refused;
    }

    void refuse() {
        refused = true;
    }

    /** The handler has seen the body. */
    void handled() {
        if (!bodyKept) {
            releaseBody();
        }
    }

    /** What the body takes of the budget. */
    void body(BodyBudget.Share taken) {
        share = taken;
    }

    /** Takes over one reference of the content. */
    void append(ByteBuf content, boolean last) {
        if (pieces == null && last) {
            body.release();
            body = content;
            return;
        }
        try {
            addPiece(content);
        } finally {
            content.release();
        }
        if (last) {
            body = Unpooled.wrappedBuffer(pieces.size(), pieces.toArray(ByteBuf[]::new));
            pieces = null;
        }
    }

    /** Pieces of one size, and none is copied again: a buffer that grows would take up to three times what came. */
    private void addPiece(ByteBuf content) {
        if (pieces == null) {
            pieces = new ArrayList<>(1);
        }
        while (content.isReadable()) {
            ByteBuf tail = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
            if (tail == null || tail.maxWritableBytes() == 0) {
                int capacity = pieces.isEmpty() ? FIRST_PIECE_BYTES : PIECE_BYTES;
                tail = connection.allocator().heapBuffer(Math.min(capacity, content.readableBytes()), capacity);
                pieces.add(tail);
            }
            tail.writeBytes(content, Math.min(content.readableBytes(), tail.maxWritableBytes()));
        }
    }

    void releaseBody() {
        if (share != null) {
            share.giveBack();
        }
        if (file != null) {
            file.release();
        }
        if (pieces != null) {
            pieces.forEach(ByteBuf::release);
            pieces = null;
        }
        ByteBuf released = body;
        body = Unpooled.EMPTY_BUFFER;
        released.release();
    }
}
