package io.boxoffice.gateway.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, which every Java has. Any thread. */
public final class Digests {
    private Digests() {}

    /** A digest to be fed, for one thread. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** That of some bytes, 32 of them. */
    public static byte[] sha256(byte[] bytes) {
        return sha256().digest(bytes);
    }
}
