package io.boxoffice.services.site;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.CRC32;

/** The poster of an event that has no picture: two inks and one of its kind's figures, both from its title, which stands large. As SVG. */
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
    private static final int TITLE_SIZE = 26;
    private static final int TITLE_WIDTH = 172;
    /** Of a letter of the display face, in parts of its size. */
    private static final double LETTER = 0.56;

    private static final int FIGURES_A_KIND = 3;
    /** Where figures end when they are not drawn smaller. */
    private static final int FIGURE_END = 216;

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
        List<String> lines = lines(title);
        poster.add(
                "<svg viewBox=\"0 0 200 300\" aria-hidden=\"true\" focusable=\"false\"><rect width=\"200\" height=\"300\" fill=\"%s\"/>",
                poster.inks[0]);
        double scale = Math.min(1, (double) (top(lines) - 34) / FIGURE_END);
        poster.add("<g transform=\"translate(%.0f) scale(%.2f)\">", 100 * (1 - scale), scale);
        poster.figure(kind);
        poster.add("</g>");
        poster.title(lines);
        return poster.svg.append("</svg>").toString();
    }

    /** The figure alone, before a wide ground: no word in it needs a face, and who shows it has the title beside it. */
    static String drawWide(String title, Kind kind, int width, int height) {
        Poster poster = new Poster(title);
        double scale = (double) height / FIGURE_END;
        poster.add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\"><rect width=\"%d\" height=\"%d\" fill=\"%s\"/>",
                width, height, width, height, poster.inks[0]);
        poster.add("<g transform=\"translate(%.1f %.1f) scale(%.3f)\">", (width - 200 * scale) / 2, -8 * scale, scale);
        poster.figure(kind);
        return poster.svg.append("</g></svg>").toString();
    }

    private void figure(Kind kind) {
        int figure = random.nextInt(FIGURES_A_KIND);
        switch (kind) {
            case FILM -> film(figure);
            case CONCERT -> concert(figure);
            case PLAY -> play(figure);
            case SPORT -> sport(figure);
            case COMEDY -> comedy(figure);
            case EXHIBITION -> exhibition(figure);
        }
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }

    private void circle(int x, int y, int radius, String fill) {
        add("<circle cx=\"%d\" cy=\"%d\" r=\"%d\" fill=\"%s\"/>", x, y, radius, fill);
    }

    private void path(String path, String fill) {
        add("<path d=\"%s\" fill=\"%s\"/>", path, fill);
    }

    /** Rings; a sun over water; a projector's beam. */
    private void film(int figure) {
        if (figure == 0) {
            for (int i = 0; i < 5; i++) {
                circle(92 + random.nextInt(17), 116, 86 - 16 * i, inks[(i + 1) % 2]);
            }
        } else if (figure == 1) {
            circle(70 + random.nextInt(61), 104, 66, inks[1]);
            for (int i = 0; i < 6; i++) {
                int x = random.nextInt(40);
                add(
                        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"7\" rx=\"3.5\" fill=\"%s\"/>",
                        20 + x, 128 + i * 15, 150 - x - random.nextInt(30), inks[i % 2 == 0 ? 0 : 2]);
            }
        } else {
            int top = 24 + random.nextInt(20);
            path("M34 186L244 " + (top - 30) + "v170z", inks[1]);
            path("M34 186L244 " + (top + 36) + "v46z", inks[2]);
            circle(34, 186, 20, inks[2]);
            circle(34, 186, 9, inks[0]);
        }
    }

    /** Waves; what a sound looks like; a record. */
    private void concert(int figure) {
        if (figure == 0) {
            add("<g fill=\"none\" stroke=\"%s\">", inks[1]);
            for (int i = 0; i < 9; i++) {
                int y = 50 + i * 18;
                add(
                        "<path d=\"M-40 %d Q30 %d 100 %d T240 %d\" stroke-width=\"%d\"/>",
                        y, y - 8 - random.nextInt(19), y, y, 3 + i % 3 * 2);
            }
            add("</g>");
        } else if (figure == 1) {
            for (int i = 0; i < 9; i++) {
                int height = 40 + random.nextInt(140);
                add(
                        "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"%d\" rx=\"6\" fill=\"%s\"/>",
                        14 + i * 20, 116 - height / 2, height, inks[i % 4 == 1 ? 2 : 1]);
            }
        } else {
            circle(100, 116, 88, inks[1]);
            add("<g fill=\"none\" stroke=\"%s\" stroke-width=\"2\">", inks[0]);
            for (int i = 0; i < 4; i++) {
                add("<circle cx=\"100\" cy=\"116\" r=\"%d\"/>", 78 - 9 * i - random.nextInt(4));
            }
            add("</g>");
            circle(100, 116, 32, inks[2]);
            circle(100, 116, 6, inks[0]);
        }
    }

    /** A curtain; a beam on an empty stage; arches behind arches. */
    private void play(int figure) {
        if (figure == 0) {
            for (int i = 0; i < 6; i++) {
                add(
                        "<path d=\"M%d 30q9 %d 0 160h16q9-80 0-160z\" fill=\"%s\" opacity=\".%d\"/>",
                        16 + i * 30, 70 + random.nextInt(21), inks[1], 55 + 8 * i);
            }
        } else if (figure == 1) {
            int x = 60 + random.nextInt(81);
            path("M" + x + " 12L22 196H178z", inks[1]);
            add("<ellipse cx=\"100\" cy=\"196\" rx=\"78\" ry=\"16\" fill=\"%s\"/>", inks[2]);
            path("M92 196v-52a8 8 0 0 1 16 0v52z", inks[0]);
            circle(100, 126, 9, inks[0]);
        } else {
            for (int i = 0; i < 5; i++) {
                int half = 84 - 16 * i;
                path(
                        "M" + (100 - half) + " 208V" + (32 + half) + "a" + half + " " + half + " 0 0 1 " + 2 * half
                                + " 0V208z",
                        inks[i == 4 ? 2 : (i + 1) % 2]);
            }
        }
    }

    /** Stripes; lanes; a ball that flies. */
    private void sport(int figure) {
        if (figure == 0) {
            for (int i = 0; i < 5; i++) {
                path(
                        "M" + (6 + i * 34) + " 204L" + (46 + i * 34) + " 24h17L" + (23 + i * 34) + " 204z",
                        inks[1 + i % 2]);
            }
        } else if (figure == 1) {
            add("<g fill=\"none\" stroke-width=\"9\">");
            for (int i = 0; i < 5; i++) {
                add(
                        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\" stroke=\"%s\"/>",
                        18 + 15 * i, 28 + 15 * i, 164 - 30 * i, 176 - 30 * i, 82 - 15 * i, inks[i % 2 + 1]);
            }
            add("</g>");
        } else {
            int x = 116 + random.nextInt(20);
            for (int i = 0; i < 4; i++) {
                add(
                        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"12\" rx=\"6\" fill=\"%s\"/>",
                        12 + random.nextInt(20), 58 + i * 34, x - 40, inks[2]);
            }
            circle(x, 114, 66, inks[1]);
        }
    }

    /** A face; a microphone; two who talk. */
    private void comedy(int figure) {
        if (figure == 0) {
            circle(100, 114, 82, inks[1]);
            add(
                    "<g fill=\"%s\"><circle cx=\"72\" cy=\"94\" r=\"8\"/><circle cx=\"128\" cy=\"94\" r=\"8\"/><path d=\"M54 122q46 62 92 0z\"/></g>",
                    inks[0]);
        } else if (figure == 1) {
            add("<g transform=\"rotate(%d 100 116)\">", 14 + random.nextInt(22));
            path("M84 104h32l-7 104h-18z", inks[2]);
            circle(100, 66, 46, inks[1]);
            add("<path d=\"M58 58h84M58 74h84M84 24v84M116 24v84\" stroke=\"%s\" stroke-width=\"3\"/>", inks[0]);
            path("M58 96h84v12H58z", inks[2]);
            add("</g>");
        } else {
            path(
                    "M24 30h112a16 16 0 0 1 16 16v52a16 16 0 0 1-16 16H66l-26 26v-26H24A16 16 0 0 1 8 98V46a16 16 0 0 1 16-16z",
                    inks[1]);
            path(
                    "M80 128h96a16 16 0 0 1 16 16v36a16 16 0 0 1-16 16h-4v20l-20-20H80a16 16 0 0 1-16-16v-36a16 16 0 0 1 16-16z",
                    inks[2]);
            for (int i = 0; i < 3; i++) {
                circle(48 + 32 * i, 72, 9, inks[0]);
            }
        }
    }

    /** Squares and circles; frames; quarters of circles. */
    private void exhibition(int figure) {
        if (figure == 1) {
            for (int i = 0; i < 5; i++) {
                int size = 164 - 34 * i;
                add(
                        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\" transform=\"rotate(%d 100 114)\"/>",
                        100 - size / 2,
                        114 - size / 2,
                        size,
                        size,
                        inks[(i + 1) % 3],
                        i == 0 ? 0 : random.nextInt(15) - 7);
            }
            return;
        }
        for (int i = 0; i < 16; i++) {
            int x = 20 + i % 4 * 41;
            int y = 32 + i / 4 * 41;
            String ink = inks[1 + random.nextInt(2)];
            if (figure == 0) {
                add(
                        "<rect x=\"%d\" y=\"%d\" width=\"35\" height=\"35\" rx=\"%s\" fill=\"%s\"/>",
                        x, y, random.nextBoolean() ? "0" : "17.5", ink);
            } else {
                add(
                        "<path d=\"M0 0h39a39 39 0 0 1-39 39z\" transform=\"translate(%d %d) rotate(%d 19.5 19.5)\" fill=\"%s\"/>",
                        x, y, 90 * random.nextInt(4), ink);
            }
        }
    }

    private static int top(List<String> lines) {
        return 292 - 27 * (lines.size() - 1);
    }

    private void title(List<String> lines) {
        int top = top(lines);
        int longest = lines.stream().mapToInt(String::length).max().orElse(1);
        int size = (int) Math.min(TITLE_SIZE, TITLE_WIDTH / (LETTER * longest));
        boolean rightToLeft = lines.stream()
                .flatMapToInt(String::codePoints)
                .anyMatch(c -> Character.getDirectionality(c) == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC
                        || Character.getDirectionality(c) == Character.DIRECTIONALITY_RIGHT_TO_LEFT);
        add("<g fill=\"%s\" font-size=\"%d\" direction=\"%s\">", inks[2], size, rightToLeft ? "rtl" : "ltr");
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
