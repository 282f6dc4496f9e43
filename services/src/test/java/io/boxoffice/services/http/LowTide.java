package io.boxoffice.services.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxoffice.gateway.availability.ShowCard;
import io.boxoffice.gateway.availability.ShowNotes;
import io.boxoffice.gateway.availability.TicketTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A show that the site knows by name without PostgreSQL. */
final class LowTide {
    private static final long DAY_MS = 86_400_000L;
    private static final long LASTS_MS = 3_600_000L;

    private LowTide() {}

    /** Tells a gateway that will be started in a directory of the show, which begins in a day. */
    static void in(Path directory, long showId, String zone) throws IOException {
        in(directory, showId, zone, 0);
    }

    /**
     * @param admitsFromMs as its organiser said; 0: nobody did
     */
    static void in(Path directory, long showId, String zone, long admitsFromMs) throws IOException {
        long startsAtMs = System.currentTimeMillis() + DAY_MS;
        ShowCard card = new ShowCard(
                showId,
                7,
                8,
                9,
                showId + 1,
                900,
                "Low Tide",
                "Moonbeam",
                "Harbourtown",
                zone,
                "Screen 1",
                startsAtMs,
                startsAtMs + LASTS_MS,
                admitsFromMs,
                new TicketTypes(List.of("standard")),
                ShowNotes.NONE);
        Files.writeString(directory.resolve("catalog.json"), new ObjectMapper().writeValueAsString(card) + "\n");
    }
}
