package io.boxoffice.services.search;

import io.boxoffice.gateway.availability.ShowFeature;
import io.boxoffice.services.catalog.CatalogChanges.FindableEvent;
import io.boxoffice.services.catalog.CatalogChanges.FindableShow;
import io.boxoffice.services.catalog.CatalogChanges.FindableVenue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.util.BytesRef;

/**
 * What an event is chosen, ordered and counted by, in one value of its document. Days and hours are those at the venue, by Java's
 * time-zone database.
 */
record PackedEvent(
        long id,
        long ownerId,
        boolean isPublic,
        boolean isArchived,
        String language,
        List<String> genres,
        List<Place> places,
        List<Packed> shows) {
    /** As the first day: of a show whose zone nobody knows, and which is on no day. */
    static final int NO_DAY = Integer.MAX_VALUE;

    private static final long DAY_MS = 86_400_000L;

    /** A venue. Without coordinates both are NaN; without a city its name is empty. */
    record Place(String city, String timezone, double latitude, double longitude) {}

    /**
     * A show.
     *
     * @param firstDay since 1970, as lastDay: it is on that day, and, when it lasts more than 24 hours, on all to the last
     * @param minute   of the day
     * @param features a bit each
     */
    record Packed(
            long id,
            long startMs,
            long endMs,
            int firstDay,
            int lastDay,
            int minute,
            int place,
            String language,
            String format,
            int features) {}

    static PackedEvent of(FindableEvent found) {
        Map<Long, Integer> known = new LinkedHashMap<>();
        List<Place> places = new ArrayList<>();
        List<Packed> shows = new ArrayList<>();
        for (FindableShow show : found.shows()) {
            FindableVenue venue = show.venue();
            int place = known.computeIfAbsent(venue.id(), id -> {
                places.add(new Place(
                        venue.city() == null ? "" : venue.city().strip(),
                        venue.timezone(),
                        venue.latitude() == null ? Double.NaN : venue.latitude(),
                        venue.longitude() == null ? Double.NaN : venue.longitude()));
                return places.size() - 1;
            });
            shows.add(packed(
                    show, zone(venue.timezone()), place, found.event().stated().language()));
        }
        return new PackedEvent(
                found.event().id(),
                found.event().ownerId(),
                found.isPublic(),
                found.isArchived(),
                SearchText.language(found.event().stated().language()),
                found.event().stated().genres(),
                places,
                shows);
    }

    /** Null for what only another JDK knows; doctor tells of it. */
    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Packed packed(FindableShow show, ZoneId known, int place, String eventLanguage) {
        ZoneId zone = known == null ? ZoneOffset.UTC : known;
        ZonedDateTime start = show.startsAt().atZone(zone);
        long startMs = show.startsAt().toEpochMilli();
        long endMs = show.endsAt().toEpochMilli();
        int firstDay = (int) start.toLocalDate().toEpochDay();
        int lastDay = endMs - startMs > DAY_MS
                ? (int) show.endsAt().minusNanos(1).atZone(zone).toLocalDate().toEpochDay()
                : firstDay;
        int features = 0;
        for (ShowFeature feature : show.presentation().features()) {
            features |= 1 << feature.ordinal();
        }
        String spoken = show.presentation().language();
        String format = show.presentation().format();
        return new Packed(
                show.id(),
                startMs,
                endMs,
                known == null ? NO_DAY : firstDay,
                known == null ? -1 : lastDay,
                start.getHour() * 60 + start.getMinute(),
                place,
                SearchText.language(spoken == null ? eventLanguage : spoken),
                format == null ? "" : format,
                features);
    }

    BytesRef bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(id);
            out.writeLong(ownerId);
            out.writeBoolean(isPublic);
            out.writeBoolean(isArchived);
            out.writeUTF(language);
            out.writeInt(genres.size());
            for (String genre : genres) {
                out.writeUTF(genre);
            }
            out.writeInt(places.size());
            for (Place place : places) {
                out.writeUTF(place.city());
                out.writeUTF(place.timezone());
                out.writeDouble(place.latitude());
                out.writeDouble(place.longitude());
            }
            out.writeInt(shows.size());
            for (Packed show : shows) {
                out.writeLong(show.id());
                out.writeLong(show.startMs());
                out.writeLong(show.endMs());
                out.writeInt(show.firstDay());
                out.writeInt(show.lastDay());
                out.writeShort(show.minute());
                out.writeInt(show.place());
                out.writeUTF(show.language());
                out.writeUTF(show.format());
                out.writeInt(show.features());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new BytesRef(bytes.toByteArray());
    }

    static PackedEvent read(BytesRef ref) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(ref.bytes, ref.offset, ref.length))) {
            long id = in.readLong();
            long ownerId = in.readLong();
            boolean isPublic = in.readBoolean();
            boolean isArchived = in.readBoolean();
            String language = in.readUTF();
            List<String> genres = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                genres.add(in.readUTF());
            }
            List<Place> places = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                places.add(new Place(in.readUTF(), in.readUTF(), in.readDouble(), in.readDouble()));
            }
            List<Packed> shows = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                shows.add(new Packed(
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readInt(),
                        in.readInt(),
                        in.readShort(),
                        in.readInt(),
                        in.readUTF(),
                        in.readUTF(),
                        in.readInt()));
            }
            return new PackedEvent(id, ownerId, isPublic, isArchived, language, genres, places, shows);
        }
    }
}
