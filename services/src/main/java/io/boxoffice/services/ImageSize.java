package io.boxoffice.services;

import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.List;

/**
 * One size of an image, as JPEG.
 *
 * @param width  in pixels
 * @param height in pixels
 * @param url    where everybody gets it, from this server's root
 */
public record ImageSize(
        @NotNull int width, @NotNull int height, @NotNull String url) {
    private static final int[] WIDTHS = {160, 320, 640, 1_280, 1_920};

    /** The largest width that is made. */
    public static final int MAX_WIDTH = WIDTHS[WIDTHS.length - 1];

    /** The widths that an image gets: the fixed ones, and in place of those that are larger, its own. */
    public static List<Integer> widths(int imageWidth) {
        List<Integer> widths = new ArrayList<>();
        for (int width : WIDTHS) {
            if (width >= imageWidth) {
                widths.add(imageWidth);
                return widths;
            }
            widths.add(width);
        }
        return widths;
    }

    /** The height of a size, of at least a pixel. */
    public static int height(int width, int imageWidth, int imageHeight) {
        return (int) Math.max(1, Math.round((double) imageHeight * width / imageWidth));
    }

    /**
     * The sizes of an image.
     *
     * @param id     of the image
     * @param width  of it, in pixels
     * @param height of it, in pixels
     * @param widths of its sizes
     */
    public static List<ImageSize> of(String id, int width, int height, List<Integer> widths) {
        return widths.stream()
                .map(each -> new ImageSize(each, height(each, width, height), "/images/" + name(id, each)))
                .toList();
    }

    /** The name of a size in the store and in its address. */
    public static String name(String id, int width) {
        return id + '-' + width + ".jpg";
    }
}
