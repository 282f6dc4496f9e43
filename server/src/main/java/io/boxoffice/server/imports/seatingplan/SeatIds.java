package io.boxoffice.server.imports.seatingplan;

import io.boxoffice.protocol.upload.UploadRecords;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * Gives every seat an id of its own, the same in every run: the plan's when it is new, that id with {@code ~2}, {@code ~3}, …
 * in the order of the file when it was seen before, and one made of zone, row and seat when the plan has none.
 */
final class SeatIds {
    private static final int MAX_REPORTED = 5;

    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> repeats = new LinkedHashMap<>();
    private int made;
    private final Set<String> shortened = new HashSet<>();

    String id(String guid, String zone, String row, String seat) {
        String wanted = guid;
        if (wanted.isEmpty()) {
            made++;
            wanted = zone + "-" + row + "-" + seat;
        }
        String base = fitting(wanted);
        if (taken.add(base)) {
            return base;
        }
        for (int n = repeats.getOrDefault(base, 1) + 1; ; n++) {
            String told = base + "~" + n;
            if (taken.add(told)) {
                repeats.put(base, n);
                return told;
            }
        }
    }

    /** A text that fits the booking core; one that is too long is cut and ends in a checksum of the whole. */
    String fitting(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int room = UploadRecords.MAX_STRING_BYTES - 8;
        if (bytes.length <= room) {
            return text;
        }
        shortened.add(text);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        int end = Math.min(text.length(), room - 9);
        while (text.substring(0, end).getBytes(StandardCharsets.UTF_8).length > room - 9) {
            end--;
        }
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + "#" + String.format("%08x", crc.getValue());
    }

    void report(Findings findings) {
        int told = repeats.values().stream().mapToInt(n -> n - 1).sum();
        if (told > 0) {
            List<String> some = repeats.keySet().stream()
                    .limit(MAX_REPORTED)
                    .map(id -> id + " (" + repeats.get(id) + " times)")
                    .toList();
            findings.add(
                    "seats that had an id that was taken got a suffix ~2, ~3, …",
                    told + ": " + String.join(", ", some)
                            + (repeats.size() > MAX_REPORTED
                                    ? ", and " + (repeats.size() - MAX_REPORTED) + " more"
                                    : ""));
        }
        if (made > 0) {
            findings.add("seats that had no seat_guid got one made of zone, row and seat", Integer.toString(made));
        }
        if (!shortened.isEmpty()) {
            findings.add("names that were too long were cut", Integer.toString(shortened.size()));
        }
    }
}
