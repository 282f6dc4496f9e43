package io.boxoffice.gateway.http;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The request that a connection is reading: its header is checked, its body gathered within what it may take, and then it is
 * handed on. For the connection's event loop.
 */
final class RequestReader {
    private static final Logger LOG = LoggerFactory.getLogger(RequestReader.class);

    private final HttpConnection connection;
    private final ConnectionOwner server;
    private final HttpLimits limits;
    private final RequestHandler handler;
    /** Null: between two requests. */
    private Exchange reading;

    /** What its body takes; null: it has none. */
    private BodyBudget.Share body;

    private int maxBodyBytes;
    private long bodyBytes;
    private long bodySinceNs;

    RequestReader(HttpConnection connection, ConnectionOwner server) {
        this.connection = connection;
        this.server = server;
        limits = server.limits();
        handler = server.handler();
    }

    /** Whether a request's header has come and the end of its body has not. */
    boolean isAmidRequest() {
        return reading != null;
    }

    boolean isReading(Exchange exchange) {
        return reading == exchange;
    }

    /** What is left of the request is dropped. */
    void stop() {
        reading = null;
    }

    /** Answers the request that is being read, and ends the connection. */
    void refuse(Problem problem) {
        connection.endAfter(reading, problem);
    }

    /** The client was told to send the body. */
    void onContinue() {
        bodySinceNs = System.nanoTime();
    }

    /** Whether the body comes slower than the least rate. */
    boolean isLate(long nowNs) {
        double sinceMs = (nowNs - bodySinceNs) * 1e-6 - HttpLimits.GRACE_MS;
        return reading != null && sinceMs > 0 && bodyBytes < limits.rates().bodyBytesPerSecond() * sinceMs * 1e-3;
    }

    /** A request's header has come. */
    void onHeader(HttpRequest request) {
        Exchange exchange = new Exchange(connection, request);
        connection.begin(exchange);
        reading = exchange;
        Problem malformed = Framing.check(request);
        if (malformed != null) {
            connection.endAfter(exchange, malformed);
            return;
        }
        if (server.isDraining() || !HttpUtil.isKeepAlive(request)) {
            exchange.closeAfter();
        }
        bodyBytes = 0;
        bodySinceNs = exchange.startedNs();
        connection.timing().deadlineIn(limits.timeouts().bodyMs(), bodySinceNs);
        long length = HttpUtil.getContentLength(request, -1L);
        boolean hasBody = length > 0 || (length < 0 && HttpUtil.isTransferEncodingChunked(request));
        if (hasBody) {
            exchange.announcesBody(length);
        }
        boolean expectsContinue = false;
        try {
            expectsContinue = Framing.expectsContinue(request) && hasBody;
            maxBodyBytes = handler.onHeader(exchange);
            if (exchange.file() != null) {
                connection.timing().deadlineIn(exchange.file().timeoutMs(), bodySinceNs);
                exchange.file().tell(connection.eventLoop(), new ToFile(exchange));
            } else if (hasBody) {
                body = server.bodies()
                        .share(
                                exchange.caller(),
                                maxBodyBytes <= limits.bodies().maxBytes());
                exchange.body(body);
            }
            if (length > maxBodyBytes) {
                connection.endAfter(exchange, tooLarge());
            } else if (expectsContinue) {
                exchange.continueDue();
                connection.advance();
            }
        } catch (ProblemException e) {
            if (expectsContinue || length > limits.bodies().maxBytes()) {
                connection.endAfter(exchange, e.problem());
            } else {
                maxBodyBytes = limits.bodies().maxBytes();
                exchange.refuse();
                exchange.respond(e.problem());
            }
        } catch (RuntimeException e) {
            connection.endAfter(exchange, internalError(e));
        }
    }

    private Problem tooLarge() {
        String detail = maxBodyBytes == 0 ? "this operation takes no body" : null;
        return Problem.of(HttpProblem.CONTENT_TOO_LARGE, detail).with("limit", maxBodyBytes);
    }

    /** A piece of its body has come, which this releases or keeps. */
    void onContent(HttpContent content) {
        Exchange exchange = reading;
        if (exchange == null || connection.isInputEnded()) {
            content.release();
            return;
        }
        if (content.decoderResult().isFailure()) {
            content.release();
            connection.endAfter(exchange, Framing.of(content.decoderResult().cause()));
            return;
        }
        boolean last = content instanceof LastHttpContent;
        int bytes = content.content().readableBytes();
        bodyBytes += bytes;
        if (bodyBytes > maxBodyBytes) {
            content.release();
            connection.endAfter(exchange, tooLarge());
            return;
        }
        if (exchange.isRefused()) {
            content.release();
        } else if (exchange.file() != null) {
            exchange.file().append(content.content());
        } else if (bytes == 0 || body.tryAdd(bytes, last)) {
            exchange.append(content.content(), last);
        } else {
            content.release();
            connection.endAfter(exchange, Problem.of(HttpProblem.OVERLOADED));
            return;
        }
        if (last) {
            reading = null;
            body = null;
            connection.timing().deadlineIn(limits.timeouts().idleMs());
            if (exchange.closesConnection()) {
                connection.endInput();
            }
            if (exchange.isRefused()) {
                connection.advance();
            } else if (exchange.file() != null) {
                exchange.file().end();
            } else {
                dispatch(exchange);
            }
        }
    }

    /** What becomes of a body that goes to a file. */
    private final class ToFile implements BodyFile.Listener {
        private final Exchange exchange;

        ToFile(Exchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public void waits(boolean isWaiting) {
            connection.readOn(!isWaiting);
        }

        @Override
        public void whole() {
            dispatch(exchange);
        }

        @Override
        public void failed(IOException e) {
            connection.endAfter(exchange, internalError(e));
        }
    }

    private void dispatch(Exchange exchange) {
        try {
            handler.onRequest(exchange);
        } catch (ProblemException e) {
            exchange.respond(e.problem());
        } catch (RuntimeException e) {
            exchange.respond(internalError(e));
        } finally {
            exchange.handled();
        }
    }

    private static Problem internalError(Throwable fault) {
        return Problem.of(HttpProblem.INTERNAL_ERROR).with("errorId", Faults.log(LOG, fault));
    }
}
