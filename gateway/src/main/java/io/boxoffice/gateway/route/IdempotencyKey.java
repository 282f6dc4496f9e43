package io.boxoffice.gateway.route;

import io.boxoffice.gateway.http.Digests;
import io.boxoffice.gateway.http.Forms;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * The hashes by which a retry is recognised: 128 bits of SHA-256 over (who, method and path, key), and 64 bits over the body.
 * They are stored, so they must stay what they are. All zero: no key was given.
 */
public record IdempotencyKey(long hi, long lo, long bodyHash) {
    public static final IdempotencyKey NONE = new IdempotencyKey(0, 0, 0);
    public static final String HEADER = "idempotency-key";

    static final int MAX_CHARS = 255;
    private static final FastThreadLocal<MessageDigest> SHA256 = new FastThreadLocal<>() {
        @Override
        protected MessageDigest initialValue() {
            return Digests.sha256();
        }
    };

    /**
     * Of a call; {@link #NONE} when it carries no key.
     *
     * @throws ProblemException invalid_request, when the key is empty, too long, or not visible ASCII
     */
    public static IdempotencyKey of(Call call) {
        String key = text(call);
        if (key == null) {
            return NONE;
        }
        return of(call.principal().subject(), route(call), key, call.exchange().body());
    }

    /**
     * What a caller's keys are kept apart by: the route, and the organisation they act for. Somebody who works for two gets with
     * one's token nothing that they did with the other's.
     */
    public static String route(Call call) {
        String route = call.exchange().method().name() + ' ' + call.exchange().path();
        long organisation = call.principal().organisationId();
        return organisation == 0 ? route : route + ' ' + organisation;
    }

    static IdempotencyKey of(long subject, String route, String key, ByteBuf body) {
        byte[] where = route.getBytes(StandardCharsets.UTF_8);
        byte[] hashed = new byte[Long.BYTES + where.length + 1 + key.length()];
        ByteBuffer.wrap(hashed).putLong(subject).put(where).put((byte) 0).put(key.getBytes(StandardCharsets.US_ASCII));
        MessageDigest sha = SHA256.get();
        sha.reset();
        ByteBuffer digest = ByteBuffer.wrap(sha.digest(hashed));
        return new IdempotencyKey(digest.getLong(), digest.getLong(), bodyHash(body));
    }

    /**
     * Of something that is asked for without a call of its own: the same of the same person is the same request.
     *
     * @param what  a name of what is asked for
     * @param which tells one request from another, in ASCII
     */
    public static IdempotencyKey of(long subject, String what, String which) {
        return of(subject, what, which, Unpooled.EMPTY_BUFFER);
    }

    private static String ofForm(Call call) {
        if (call.form().getOrDefault(Forms.NONCE, List.of()).size() != 1) {
            throw new ProblemException(HttpProblem.INVALID_REQUEST, "the form lacks the nonce of its page");
        }
        MessageDigest sha = SHA256.get();
        sha.reset();
        if (call.session() != null) {
            sha.update(call.session().id().getBytes(StandardCharsets.US_ASCII));
        }
        for (ByteBuffer part : call.exchange().body().nioBuffers()) {
            sha.update(part);
        }
        return "form-" + HexFormat.of().formatHex(sha.digest());
    }

    /** 64 bits of SHA-256 over a call's body. */
    public static long bodyHash(Call call) {
        return bodyHash(call.exchange().body());
    }

    private static long bodyHash(ByteBuf body) {
        MessageDigest sha = SHA256.get();
        sha.reset();
        for (ByteBuffer part : body.nioBuffers()) {
            sha.update(part);
        }
        return ByteBuffer.wrap(sha.digest()).getLong();
    }

    /**
     * The key as it was sent, or null. That of a form is made of session and body, which has the nonce of its page: sent twice, it is
     * done once, and the same page with other choices is another request.
     */
    public static String text(Call call) {
        if (call.route().isForm()) {
            return ofForm(call);
        }
        List<String> keys = call.exchange().headers().getAll(HEADER);
        if (keys.isEmpty()) {
            return null;
        }
        String key = keys.get(0);
        boolean visible = keys.size() == 1 && !key.isEmpty() && key.length() <= MAX_CHARS;
        for (int i = 0; visible && i < key.length(); i++) {
            visible = key.charAt(i) > ' ' && key.charAt(i) < 0x7F;
        }
        if (!visible) {
            throw new ProblemException(
                    HttpProblem.INVALID_REQUEST,
                    "Idempotency-Key must be given once, as 1 to 255 visible ASCII characters");
        }
        return key;
    }
}
