package io.boxoffice.services.site;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.CRC32;

/** The poster of an event that has no picture: two inks from its title, one figure a kind, the title large. As SVG. */
final class Poster {
    private static final String[][] INKS = {
        {"#12355b", "#f2b134", "#f7efe2"},
        {"#7a1f3d", "#f4a259", "#fff1e0"},
        {"#0f4c46", "#f3d34a", "#eef6ee"},
        {"#2b2118", "#d95d39", "#f3e9dc"},
        {"#3d2c8d", "#ff8fa3", "#f4f0ff"},
        {"#18435a", "#e4572e", "#eaf4f4"},
        {"#5f0f40", "#fb8b24", "#fff3e6"},
        {"#1b3a2f", "#e9c46a", "#f1f5ec"},
        {"#2d3142", "#ef8354", "#f4f1ea"},
        {"#14213d", "#c9d66b", "#f3f6e6"},
        {"#4a1942", "#e8b4bc", "#fbeff1"},
        {"#0b3c49", "#ffb997", "#fff2ea"},
        {"#31263e", "#44bba4", "#ecf7f4"}
    };
    private static final int LINE = 12;
    private static final int MAX_LINES = 5;

    /** What an event is, as far as its genres say. */
    enum Kind {
        FILM("film", "cinema", "movie", "animation", "family", "thriller", "documentary"),
        CONCERT("concert", "music", "pop", "rock", "jazz", "opera", "classical", "festival"),
        PLAY("play", "theatre", "theater", "drama", "musical", "dance", "ballet"),
        SPORT("sport", "sports", "football", "match", "race", "derby"),
        COMEDY("comedy", "stand-up", "cabaret"),
        EXHIBITION("exhibition", "museum", "art", "talk");

        private final List<String> genres;

        Kind(String... genres) {
            this.genres = List.of(genres);
        }

        /** By the first genre that names one; else by the title, so that it stays the same. */
        static Kind of(List<String> genres, String title) {
            for (String genre : genres) {
                for (Kind kind : values()) {
                    if (kind.genres.contains(genre.toLowerCase(Locale.ROOT))) {
                        return kind;
                    }
                }
            }
            return values()[(int) (number(title) >>> 8) % values().length];
        }
    }

    private final String[] inks;
    private final Random random;
    private final StringBuilder svg = new StringBuilder(1_600);

    private Poster(String title) {
        long seed = number(title);
        inks = INKS[(int) (seed % INKS.length)];
        random = new Random(seed);
    }

    private static long number(String title) {
        CRC32 crc = new CRC32();
        crc.update(title.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    /** The drawing; the same for the same title and kind. Its words are hidden from screen readers: they stand beside it. */
    static String draw(String title, Kind kind) {
        Poster poster = new Poster(title);
        poster.add(
                "<svg viewBox=\"0 0 200 300\" aria-hidden=\"true\" focusable=\"false\"><rect width=\"200\" height=\"300\" fill=\"%s\"/>",
                poster.inks[0]);
        switch (kind) {
            case FILM -> poster.film();
            case CONCERT -> poster.concert();
            case PLAY -> poster.play();
            case SPORT -> poster.sport();
            case COMEDY -> poster.comedy();
            case EXHIBITION -> poster.exhibition();
        }
        poster.title(title);
        return poster.svg.append("</svg>").toString();
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }

    private void film() {
        for (int i = 0; i < 5; i++) {
            add(
                    "<circle cx=\"%d\" cy=\"128\" r=\"%d\" fill=\"%s\"/>",
                    92 + random.nextInt(17), 86 - 16 * i, inks[(i + 1) % 2]);
        }
    }

    private void concert() {
        add("<g fill=\"none\" stroke=\"%s\">", inks[1]);
        for (int i = 0; i < 9; i++) {
            int y = 60 + i * 18;
            add(
                    "<path d=\"M-10 %d Q45 %d 100 %d T210 %d\" stroke-width=\"%d\"/>",
                    y, y - 8 - random.nextInt(19), y, y, 3 + i % 3 * 2);
        }
        add("</g>");
    }

    private void play() {
        for (int i = 0; i < 6; i++) {
            add(
                    "<path d=\"M%d 30q9 %d 0 160h16q9-80 0-160z\" fill=\"%s\" opacity=\".%d\"/>",
                    16 + i * 30, 70 + random.nextInt(21), inks[1], 55 + 8 * i);
        }
    }

    private void sport() {
        for (int i = 0; i < 7; i++) {
            add(
                    "<path d=\"M%d 214L%d 24\" stroke=\"%s\" stroke-width=\"16\"/>",
                    -40 + i * 40, 20 + i * 40, inks[1 + i % 2]);
        }
    }

    private void comedy() {
        add("<circle cx=\"100\" cy=\"116\" r=\"78\" fill=\"%s\"/>", inks[1]);
        add(
                "<g fill=\"%s\"><circle cx=\"72\" cy=\"96\" r=\"8\"/><circle cx=\"128\" cy=\"96\" r=\"8\"/><path d=\"M54 124q46 62 92 0z\"/></g>",
                inks[0]);
    }

    private void exhibition() {
        add("<g stroke=\"%s\" stroke-width=\"2\">", inks[1]);
        for (int i = 0; i < 16; i++) {
            add(
                    "<rect x=\"%d\" y=\"%d\" width=\"34\" height=\"34\" rx=\"%d\" fill=\"%s\"/>",
                    22 + i % 4 * 41, 34 + i / 4 * 41, random.nextBoolean() ? 0 : 17, inks[random.nextInt(3)]);
        }
        add("</g>");
    }

    private void title(String title) {
        List<String> lines = lines(title);
        int top = 292 - 27 * (lines.size() - 1);
        boolean rightToLeft = title.codePoints()
                .anyMatch(c -> Character.getDirectionality(c) == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC
                        || Character.getDirectionality(c) == Character.DIRECTIONALITY_RIGHT_TO_LEFT);
        add("<rect y=\"%d\" width=\"200\" height=\"%d\" fill=\"%s\"/>", top - 40, 340 - top, inks[0]);
        add("<g fill=\"%s\" font-size=\"26\" direction=\"%s\">", inks[2], rightToLeft ? "rtl" : "ltr");
        for (int i = 0; i < lines.size(); i++) {
            add(
                    "<text x=\"%d\" y=\"%d\">%s</text>",
                    rightToLeft ? 186 : 14, top - 8 + 27 * i, Html.escape(lines.get(i)));
        }
        add("</g>");
    }

    private static List<String> lines(String title) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : title.split("\\s+")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > LINE) {
                lines.add(line.toString());
                line.setLength(0);
            }
            String shown = word.length() > LINE + 2 ? word.substring(0, LINE + 1) + "…" : word;
            line.append(line.length() == 0 ? "" : " ").append(shown);
        }
        lines.add(line.toString());
        return lines.size() <= MAX_LINES ? lines : shortened(lines);
    }

    private static List<String> shortened(List<String> lines) {
        List<String> few = new ArrayList<>(lines.subList(0, MAX_LINES));
        few.set(MAX_LINES - 1, few.get(MAX_LINES - 1) + " …");
        return few;
    }
}
