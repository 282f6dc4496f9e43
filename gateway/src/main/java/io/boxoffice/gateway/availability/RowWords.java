package io.boxoffice.gateway.availability;

import io.boxoffice.protocol.seatmap.SeatGuide;

/** How messages call a row: by the word of its kind and its label, or by a label that is a name of its own. */
public final class RowWords {
    private static final int MAX_LETTERS = 3;
    private static final int MAX_SMALL_LETTERS = 2;

    private RowWords() {}

    /** The word that messages choose by: row, table, box; or named, for a label such as "Royal box" that needs no word before it. */
    public static String of(SeatGuide.RowKind kind, String label) {
        if (!isCode(label)) {
            return "named";
        }
        return kind.isTable() ? "table" : kind == SeatGuide.RowKind.BOX ? "box" : "row";
    }

    /** Whether a label only counts: 12, AA, R7. */
    private static boolean isCode(String label) {
        int letters = 0;
        boolean small = false;
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            if (Character.isWhitespace(c)) {
                return false;
            }
            letters += Character.isLetter(c) ? 1 : 0;
            small |= Character.isLowerCase(c);
        }
        return letters <= (small ? MAX_SMALL_LETTERS : MAX_LETTERS);
    }
}
