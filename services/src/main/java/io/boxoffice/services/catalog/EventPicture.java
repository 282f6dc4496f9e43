package io.boxoffice.services.catalog;

import io.boxoffice.services.ImageSize;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/**
 * An image of an event as everybody gets it.
 *
 * @param alt   what it shows, for those who do not see it
 * @param sizes the smallest first
 */
public record EventPicture(
        @NotNull ImageRole role,
        @NotNull String alt,
        @NotNull List<ImageSize> sizes) {
    /** Its largest size. */
    public ImageSize largest() {
        return sizes.get(sizes.size() - 1);
    }

    /** Its sizes as HTML's {@code srcset} names them. */
    public String sourceSet() {
        StringBuilder all = new StringBuilder();
        for (ImageSize size : sizes) {
            all.append(all.isEmpty() ? "" : ", ")
                    .append(size.url())
                    .append(' ')
                    .append(size.width())
                    .append('w');
        }
        return all.toString();
    }
}
