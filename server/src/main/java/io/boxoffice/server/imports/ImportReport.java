package io.boxoffice.server.imports;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What an import brought in, found again, refused and noticed. Any thread. */
public final class ImportReport {
    /** Follows the kind of what is there and says something else than the files: it stays as it is. */
    static final String DIFFERENT = " that were changed since";

    private static final int MAX_DETAILS = 10;

    private final Map<String, int[]> imported = new LinkedHashMap<>();
    private final Map<String, Integer> refusedByReason = new LinkedHashMap<>();
    private final List<RefusedRow> refused = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, List<String>> findings = new LinkedHashMap<>();

    /**
     * A row that was not taken.
     *
     * @param line in the file, from 1; 0 when it has none
     * @param id   what the row calls itself
     */
    @JsonPropertyOrder({"file", "line", "id", "reason", "detail"})
    public record RefusedRow(String file, long line, String id, String reason, String detail) {}

    /** Counts one thing of a kind, in the plural, such as "shows". */
    public synchronized void imported(String kind, boolean created) {
        imported.computeIfAbsent(kind, k -> new int[2])[created ? 0 : 1]++;
    }

    /** Counts what the server answered, and returns its id; what is there and says something else is a kind of its own. */
    public String imported(String kind, CatalogClient.Answer answer) {
        imported(answer.differs() ? kind + DIFFERENT : kind, answer.created());
        return answer.id();
    }

    /**
     * Keeps a refused row.
     *
     * @param reason the same words for all rows refused for the same reason
     * @param detail what is particular to this row, or empty
     */
    public synchronized void refused(String file, long line, String id, String reason, String detail) {
        refused.add(new RefusedRow(file, line, id, reason, detail));
        refusedByReason.merge(file + ": " + reason, 1, Integer::sum);
    }

    /** Keeps a remark for people. */
    public synchronized void note(String text) {
        notes.add(text);
    }

    /**
     * Keeps a finding; those of one kind are one line.
     *
     * @param kind   the same words for everything of the kind
     * @param detail what it concerns
     */
    public synchronized void found(String kind, String detail) {
        findings.computeIfAbsent(kind, k -> new ArrayList<>()).add(detail);
    }

    /** How many of a kind are there now, made or found. */
    public synchronized int count(String kind) {
        int[] counts = imported.getOrDefault(kind, new int[2]);
        return counts[0] + counts[1];
    }

    /** How many of a kind this run made. */
    public synchronized int created(String kind) {
        return imported.getOrDefault(kind, new int[2])[0];
    }

    public synchronized List<RefusedRow> refusedRows() {
        return List.copyOf(refused);
    }

    public synchronized int refusedCount(String reason) {
        return (int) refused.stream().filter(r -> r.reason().equals(reason)).count();
    }

    public synchronized List<String> notes() {
        return List.copyOf(notes);
    }

    /** Prints the summary. */
    public synchronized void print(PrintWriter out) {
        imported.forEach((kind, n) ->
                out.printf("%7d %s%s%n", n[0] + n[1], kind, n[1] == 0 ? "" : " (" + n[1] + " were there already)"));
        if (!refusedByReason.isEmpty()) {
            out.printf("refused, %d rows:%n", refused.size());
            refusedByReason.forEach((reason, n) -> out.printf("%7d %s%n", n, reason));
        }
        notes.forEach(note -> out.println("note: " + note));
        findings.forEach((kind, details) -> out.println("note: " + kind + ": "
                + details.stream().limit(MAX_DETAILS).collect(Collectors.joining("; "))
                + (details.size() > MAX_DETAILS ? "; and " + (details.size() - MAX_DETAILS) + " more" : "")));
        out.flush();
    }

    /**
     * Writes all refused rows as CSV.
     *
     * @throws ImportException when the file cannot be written
     */
    public synchronized void writeRefused(Path file) {
        CsvMapper csv = new CsvMapper();
        try (SequenceWriter rows =
                csv.writer(csv.schemaFor(RefusedRow.class).withHeader()).writeValues(file.toFile())) {
            rows.writeAll(refused);
        } catch (IOException e) {
            throw new ImportException("cannot write the refused rows to " + file + ": " + e.getMessage(), e);
        }
    }
}
