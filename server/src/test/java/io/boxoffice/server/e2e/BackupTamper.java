package io.boxoffice.server.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Changes a backup and mends its hashes, so that only what it says can give the change away. */
record BackupTamper(Path backup) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Changes the manifest. */
    void manifest(UnaryOperator<String> change) throws IOException {
        Path manifest = backup.resolve("manifest.json");
        byte[] changed = change.apply(Files.readString(manifest)).getBytes(StandardCharsets.UTF_8);
        Files.write(manifest, changed);
        Files.writeString(backup.resolve("manifest.json.sha256"), sha256(changed) + "  manifest.json\n");
    }

    /** Changes the rows of a table, as PostgreSQL's COPY writes them, one of them less or none. */
    void rows(String table, UnaryOperator<String> change) throws IOException {
        String path = "database/" + table + ".copy.gz";
        String rows;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(backup.resolve(path)))) {
            rows = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        String changed = change.apply(rows);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(changed.getBytes(StandardCharsets.UTF_8));
        }
        Files.write(backup.resolve(path), packed.toByteArray());
        ObjectNode manifest =
                (ObjectNode) JSON.readTree(backup.resolve("manifest.json").toFile());
        for (JsonNode file : manifest.path("files")) {
            if (file.path("path").asText().equals(path)) {
                ((ObjectNode) file).put("bytes", packed.size()).put("sha256", sha256(packed.toByteArray()));
            }
        }
        for (JsonNode each : manifest.path("database").path("tables")) {
            if (each.path("file").asText().equals(path)) {
                ((ObjectNode) each).put("rows", changed.lines().count());
            }
        }
        manifest(text -> manifest.toString());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
