package io.boxoffice.services.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Posters in pixels: every figure of every kind is drawn, from what needs no face. */
class PicturesTest {
    private static final int TITLES = 12;

    @Test
    void shouldDrawEveryFigureInTwoInksOrMoreAndLightly() throws IOException {
        Set<Integer> kinds = new HashSet<>();
        for (Poster.Kind kind : Poster.Kind.values()) {
            for (int i = 0; i < TITLES; i++) {
                String svg = Poster.drawWide("Evening " + i, kind, Pictures.WIDTH, Pictures.HEIGHT);
                assertFalse(svg.contains("<text"), svg);
                byte[] png = Pictures.png(svg);
                assertTrue(png.length <= 150_000, svg + " comes to " + png.length + " bytes");
                BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
                assertNotNull(picture);
                Set<Integer> colours = new HashSet<>();
                for (int x = 0; x < Pictures.WIDTH; x += 5) {
                    for (int y = 0; y < Pictures.HEIGHT; y += 5) {
                        colours.add(picture.getRGB(x, y));
                    }
                }
                assertTrue(colours.size() >= 2, svg);
                int ground = Integer.parseInt(svg.replaceAll("(?s).*?fill=\"#([0-9a-f]{6}).*", "$1"), 16);
                assertEquals(ground, picture.getRGB(2, 2) & 0xffffff, svg);
            }
            kinds.add(Poster.drawWide("Evening", kind, 200, 216).hashCode());
        }
        assertEquals(Poster.Kind.values().length, kinds.size());
    }
}
