package io.boxoffice.services.media;

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
    static final int MAX_WIDTH = WIDTHS[WIDTHS.length - 1];

    /** The widths that an image gets: the fixed ones, and in place of those that are larger, its own. */
    static List<Integer> widths(int imageWidth) {
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
    static int height(int width, int imageWidth, int imageHeight) {
        return (int) Math.max(1, Math.round((double) imageHeight * width / imageWidth));
    }

    /** The name of a size in the store and in its address. */
    static String name(String id, int width) {
        return id + '-' + width + ".jpg";
    }
}
