package io.boxoffice.gateway.auth;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens that count no more although they have not expired: single ones, and all of a subject that were issued before an instant.
 * They stand in a file beside the signing key, a line each, which other processes append to:
 *
 * <pre>
 * token ID EXPIRES       the token's id, and when it expires; seconds since 1970
 * subject NUMBER BEFORE  all tokens of a subject issued before then
 * </pre>
 *
 * {@link #isRevoked} is for any thread and never blocks; {@link #refresh()} reads the file if it has changed.
 */
public final class RevokedTokens {
    /** The file's name in the directory of keys. */
    public static final String FILE_NAME = "revoked-tokens";

    /** About 100,000 lines; a file that is larger is not read. */
    private static final long MAX_FILE_BYTES = 8L << 20;

    private static final Pattern LINE = Pattern.compile("(subject(?= \\d{1,18} )|token) (\\S+) (\\d{1,18})");

    private static final Logger LOG = LoggerFactory.getLogger(RevokedTokens.class);

    private record Revoked(Map<String, Long> tokens, Map<Long, Long> subjects) {
        static final Revoked NONE = new Revoked(Map.of(), Map.of());
    }

    private record Stamp(long modifiedMs, long bytes) {
        static final Stamp NO_FILE = new Stamp(0, 0);
    }

    private final Path file;
    private Stamp read = Stamp.NO_FILE;
    private volatile Revoked revoked = Revoked.NONE;

    /**
     * @param keys the directory of keys
     */
    public RevokedTokens(Path keys) {
        file = keys.resolve(FILE_NAME);
    }

    /** A set that stays empty. */
    public static RevokedTokens none() {
        return new RevokedTokens(Path.of("/nonexistent"));
    }

    /** Whether a token that is valid otherwise does not count. */
    public boolean isRevoked(String tokenId, long subject, long issuedAtMs) {
        Revoked now = revoked;
        if (now == Revoked.NONE) {
            return false;
        }
        Long before = now.subjects.get(subject);
        return now.tokens.containsKey(tokenId) || (before != null && issuedAtMs < before * 1000);
    }

    /** Reads the file if it has changed; keeps what is known when it cannot be read. Blocks. */
    public synchronized void refresh() {
        try {
            Stamp stamp = new Stamp(Files.getLastModifiedTime(file).toMillis(), Files.size(file));
            if (stamp.equals(read)) {
                return;
            }
            if (stamp.bytes > MAX_FILE_BYTES) {
                throw new IOException("it has more than " + MAX_FILE_BYTES + " bytes");
            }
            revoked = parse(Files.readAllLines(file, StandardCharsets.US_ASCII));
            read = stamp;
        } catch (NoSuchFileException e) {
            revoked = Revoked.NONE;
            read = Stamp.NO_FILE;
        } catch (IOException | RuntimeException e) {
            LOG.error("cannot read the revoked tokens in {}; those known before count", file, e);
        }
    }

    private Revoked parse(List<String> lines) {
        long nowS = Instant.now().getEpochSecond();
        Map<String, Long> tokens = new HashMap<>();
        Map<Long, Long> subjects = new HashMap<>();
        for (String line : lines) {
            Matcher found = LINE.matcher(line);
            if (!found.matches()) {
                // One that was cut off must not let those before it count again.
                LOG.error("a line of {} is no revoked token, and is skipped", file);
                continue;
            }
            long seconds = Long.parseLong(found.group(3));
            if (found.group(1).equals("subject")) {
                subjects.merge(Long.parseLong(found.group(2)), seconds, Math::max);
            } else if (seconds > nowS) {
                tokens.put(found.group(2), seconds);
            }
        }
        return new Revoked(Map.copyOf(tokens), Map.copyOf(subjects));
    }

    /**
     * Revokes one token, for all servers that use this directory of keys. Blocks; on disk when it returns.
     *
     * @return the token's id
     * @throws IllegalArgumentException when it is not a token, or none that any server takes; one line
     */
    public String revokeToken(String token) throws IOException {
        JWTClaimsSet claims;
        try {
            claims = SignedJWT.parse(token).getJWTClaimsSet();
        } catch (ParseException e) {
            throw new IllegalArgumentException("this is not a token: " + e.getMessage(), e);
        }
        if (claims.getJWTID() == null || claims.getExpirationTime() == null) {
            throw new IllegalArgumentException("this token has no id or no end, and no server takes it");
        }
        append("token " + claims.getJWTID() + ' '
                + claims.getExpirationTime().toInstant().getEpochSecond());
        return claims.getJWTID();
    }

    /** Revokes all tokens of a subject that were issued before an instant. Blocks; on disk when it returns. */
    public void revokeSubject(long subject, Instant before) throws IOException {
        append("subject " + subject + ' ' + before.getEpochSecond());
    }

    private void append(String line) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, line + "\n", StandardCharsets.US_ASCII, StandardOpenOption.APPEND);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
