package io.boxoffice.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A plot of lines over two axes, each linear or logarithmic, as inline SVG. Not thread-safe. */
final class Chart {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 340;
    private static final int LEFT = 84;
    private static final int RIGHT = 20;
    private static final int TOP = 16;
    private static final int BOTTOM = 58;
    private static final int LINEAR_TICKS = 5;
    /** The page's style has as many. */
    private static final int COLOURS = 6;

    private static final int MOST_TICKS_WHEN_NARROW = 4;

    private final String xTitle;
    private final String yTitle;
    private final boolean xLog;
    private final boolean yLog;
    private final List<Line> lines = new ArrayList<>();

    private record Line(String name, double[] x, double[] y) {}

    Chart(String xTitle, boolean xLog, String yTitle, boolean yLog) {
        this.xTitle = xTitle;
        this.xLog = xLog;
        this.yTitle = yTitle;
        this.yLog = yLog;
    }

    /** Adds a line; points that a logarithmic axis cannot show are left out. */
    Chart line(String name, double[] x, double[] y) {
        int points = 0;
        double[] keptX = new double[x.length];
        double[] keptY = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            if ((!xLog || x[i] > 0) && (!yLog || y[i] > 0)) {
                keptX[points] = x[i];
                keptY[points++] = y[i];
            }
        }
        if (points > 0) {
            lines.add(new Line(name, Arrays.copyOf(keptX, points), Arrays.copyOf(keptY, points)));
        }
        return this;
    }

    /** The SVG element; a sentence when there is nothing to plot. */
    String svg() {
        if (lines.isEmpty()) {
            return "<p class=\"none\">Not measured in this run.</p>";
        }
        Axis x = axis(true);
        Axis y = axis(false);
        StringBuilder svg = new StringBuilder();
        svg.append(text(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s against %s\">",
                WIDTH, HEIGHT, CapacityPage.escape(yTitle), CapacityPage.escape(xTitle)));
        List<Double> xTicks = x.ticks();
        int every = (xTicks.size() + MOST_TICKS_WHEN_NARROW - 1) / MOST_TICKS_WHEN_NARROW;
        for (int i = 0; i < xTicks.size(); i++) {
            double at = x.position(xTicks.get(i), LEFT, WIDTH - RIGHT);
            svg.append(text(
                    "<line class=\"grid\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>",
                    at, TOP, at, HEIGHT - BOTTOM));
            svg.append(text(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\"%s>%s</text>",
                    at, HEIGHT - BOTTOM + 20, i % every == 0 ? "" : " class=\"few\"", number(xTicks.get(i))));
        }
        for (double tick : y.ticks()) {
            double at = y.position(tick, HEIGHT - BOTTOM, TOP);
            svg.append(text(
                    "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>", LEFT, at, WIDTH - RIGHT, at));
            svg.append(text("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 6, at + 5, number(tick)));
        }
        svg.append(text(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, CapacityPage.escape(xTitle)));
        svg.append(text(
                "<text transform=\"translate(18 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
                (TOP + HEIGHT - BOTTOM) / 2, CapacityPage.escape(yTitle)));
        for (int i = 0; i < lines.size(); i++) {
            draw(svg, lines.get(i), i % COLOURS, x, y);
        }
        svg.append("</svg><div class=\"key\">");
        for (int i = 0; i < lines.size(); i++) {
            svg.append(text(
                    "<span><i style=\"background:var(--c%d)\"></i>%s</span>",
                    i % COLOURS, CapacityPage.escape(lines.get(i).name)));
        }
        return svg.append("</div>").toString();
    }

    private static void draw(StringBuilder svg, Line line, int colour, Axis x, Axis y) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < line.x.length; i++) {
            double atX = x.position(line.x[i], LEFT, WIDTH - RIGHT);
            double atY = y.position(line.y[i], HEIGHT - BOTTOM, TOP);
            points.append(text("%.1f,%.1f ", atX, atY));
            svg.append(text(
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" style=\"fill:var(--c%d)\"><title>%s: %s, %s</title></circle>",
                    atX, atY, colour, CapacityPage.escape(line.name), number(line.x[i]), number(line.y[i])));
        }
        svg.append(text("<polyline class=\"k%d\" points=\"%s\"/>", colour, points));
    }

    private Axis axis(boolean ofX) {
        boolean log = ofX ? xLog : yLog;
        double least = Double.MAX_VALUE;
        double most = -Double.MAX_VALUE;
        for (Line line : lines) {
            for (double value : ofX ? line.x : line.y) {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        if (log) {
            double low = Math.pow(10, Math.floor(Math.log10(least)));
            double high = Math.pow(10, Math.ceil(Math.log10(most)));
            return new Axis(low, high > low ? high : low * 10, true);
        }
        return new Axis(Math.min(0, least), most > 0 ? most * 1.05 : 1, false);
    }

    private record Axis(double from, double to, boolean log) {
        double position(double value, double start, double end) {
            double share = log
                    ? (Math.log10(value) - Math.log10(from)) / (Math.log10(to) - Math.log10(from))
                    : (value - from) / (to - from);
            return start + share * (end - start);
        }

        List<Double> ticks() {
            List<Double> ticks = new ArrayList<>();
            if (log) {
                for (double tick = from; tick <= to * 1.0001; tick *= 10) {
                    ticks.add(tick);
                }
                return ticks;
            }
            double step = round((to - from) / LINEAR_TICKS);
            for (double tick = from; tick <= to; tick += step) {
                ticks.add(tick);
            }
            return ticks;
        }

        /** To 1, 2 or 5 times a power of ten, upwards. */
        private static double round(double step) {
            double power = Math.pow(10, Math.floor(Math.log10(step)));
            double times = step / power;
            return power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
        }
    }

    /** Short: 1.5k, 20M. */
    static String number(double value) {
        double size = Math.abs(value);
        if (size >= 1e6) {
            return trim(value / 1e6) + "M";
        }
        if (size >= 1e3) {
            return trim(value / 1e3) + "k";
        }
        return trim(value);
    }

    private static String trim(double value) {
        String text = Math.abs(value) >= 100 ? text("%.0f", value) : text("%.3g", value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
