package io.boxoffice.services.media;

import io.boxoffice.services.ImageSize;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/**
 * An image of an organisation.
 *
 * @param id     the SHA-256 of the file that was sent, in hexadecimal; the same file has the same id everywhere
 * @param width  in pixels, as it is looked at
 * @param height in pixels, as it is looked at
 * @param sizes  the smallest first
 */
public record Image(
        @NotNull String id,
        @NotNull int width,
        @NotNull int height,
        @NotNull List<ImageSize> sizes) {}
