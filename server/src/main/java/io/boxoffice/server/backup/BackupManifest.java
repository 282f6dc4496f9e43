package io.boxoffice.server.backup;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.boxoffice.engine.state.BookingStateMachine;
import io.boxoffice.protocol.sbe.MessageHeaderDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a backup is, and the hash of everything in it: {@code manifest.json}, written last, with a hash of its own beside it.
 *
 * @param formatVersion    of the backup
 * @param program          who took it
 * @param createdAt        when the copy was whole, RFC 3339
 * @param schemaVersion    of messages, that a program must know to read it
 * @param behaviourVersion of rules, that a program must know to replay it
 * @param journalId        in hexadecimal digits
 * @param sequence         the last command in the journal
 * @param time             of that command, RFC 3339
 * @param stateHash        of the state after it, in hexadecimal digits
 * @param eventSequence    the last command of which the event log has events
 * @param database         what there is of PostgreSQL
 * @param directories      those of the copied logs, which may be empty
 * @param files            all others
 */
@JsonPropertyOrder({
    "formatVersion",
    "program",
    "createdAt",
    "schemaVersion",
    "behaviourVersion",
    "journalId",
    "sequence",
    "time",
    "stateHash",
    "eventSequence",
    "database",
    "directories",
    "files"
})
public record BackupManifest(
        int formatVersion,
        String program,
        String createdAt,
        int schemaVersion,
        int behaviourVersion,
        String journalId,
        long sequence,
        String time,
        String stateHash,
        long eventSequence,
        DatabaseContent database,
        List<String> directories,
        List<BackupFile> files) {
    /** The format written now; later ones are refused. */
    public static final int FORMAT_VERSION = 1;

    static final String FILE_NAME = "manifest.json";
    static final String HASH_FILE_NAME = "manifest.json.sha256";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Bytes of all files. */
    public long bytes() {
        return files.stream().mapToLong(BackupFile::bytes).sum();
    }

    /** Writes it into a backup whose other files are all on disk: its hash first, and the manifest itself at once. */
    void write(BackupTarget target) throws IOException {
        byte[] text = (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
        // As sha256sum checks it.
        String hash = Sha256.of(text) + "  " + FILE_NAME + "\n";
        target.write(HASH_FILE_NAME, hash.getBytes(StandardCharsets.UTF_8));
        target.forceDirectories();
        String unfinished = FILE_NAME + ".unfinished";
        target.write(unfinished, text);
        target.rename(unfinished, FILE_NAME);
    }

    /**
     * Reads that of a backup.
     *
     * @throws BackupException when there is none, it is damaged, or a newer program wrote it
     */
    static BackupManifest read(Path backup) throws IOException {
        byte[] text;
        String hash;
        try {
            text = Files.readAllBytes(backup.resolve(FILE_NAME));
            hash = Files.readString(backup.resolve(HASH_FILE_NAME));
        } catch (NoSuchFileException e) {
            throw new BackupException(
                    "there is no " + e.getFile() + ": that backup was interrupted, or is none; use another one");
        }
        if (!hash.equals(Sha256.of(text) + "  " + FILE_NAME + "\n")) {
            throw new BackupException("the backup is damaged: " + backup.resolve(FILE_NAME)
                    + " does not have the hash that it was written with; use another backup");
        }
        try {
            JsonNode tree = JSON.readTree(text);
            requireKnown("backup format", tree.path("formatVersion").asInt(), FORMAT_VERSION);
            requireKnown("schema version", tree.path("schemaVersion").asInt(), MessageHeaderDecoder.SCHEMA_VERSION);
            requireKnown(
                    "behaviour version", tree.path("behaviourVersion").asInt(), BookingStateMachine.BEHAVIOUR_VERSION);
            return JSON.treeToValue(tree, BackupManifest.class);
        } catch (JsonProcessingException e) {
            throw new BackupException(
                    backup.resolve(FILE_NAME) + " is not a manifest of a backup: " + e.getOriginalMessage(), e);
        }
    }

    private static void requireKnown(String what, int found, int known) {
        if (found > known) {
            throw new BackupException("the backup has " + what + " " + found + ", and this program knows up to " + known
                    + ": restore it with a newer Boxoffice");
        }
    }
}
