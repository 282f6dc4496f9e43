package io.boxoffice.services.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.DocIdSetIterator;

/**
 * What all events of one segment of the index are chosen, ordered and counted by, as arrays: a search goes through all shows in a few
 * milliseconds. Made when a segment is opened, and never changed; about 50 bytes a show and 60 an event.
 */
final class SegmentColumns {
    /** Values that many shows share, each with its number. */
    static final class Names {
        private final Map<String, Integer> numbers = new HashMap<>();
        private final List<String> names = new ArrayList<>();

        private int number(String name) {
            return numbers.computeIfAbsent(name, n -> {
                names.add(n);
                return names.size() - 1;
            });
        }

        int size() {
            return names.size();
        }

        String name(int number) {
            return names.get(number);
        }
    }

    final Names cities = new Names();
    final Names genres = new Names();
    final Names languages = new Names();
    final Names formats = new Names();
    final Names zones = new Names();

    /** By the number of a city or genre: under which keys it is found. */
    final List<Set<String>> cityKeys = new ArrayList<>();

    final List<Set<String>> genreKeys = new ArrayList<>();
    final List<String> formatKeys = new ArrayList<>();

    /** By document. */
    final long[] ids;

    final long[] owners;
    final boolean[] isPublic;
    final boolean[] isArchived;
    final int[] language;
    final int[][] genre;
    /** The first show of a document; those up to that of the next are its. */
    final int[] firstShow;

    /** By show. */
    long[] showId = new long[1_024];

    long[] startMs = new long[1_024];
    long[] endMs = new long[1_024];
    int[] firstDay = new int[1_024];
    int[] lastDay = new int[1_024];
    short[] minute = new short[1_024];
    int[] place = new int[1_024];
    int[] spoken = new int[1_024];
    int[] format = new int[1_024];
    byte[] features = new byte[1_024];
    private int shows;

    /** By place. */
    double[] latitude = new double[64];

    double[] longitude = new double[64];
    int[] city = new int[64];
    int[] zone = new int[64];
    private final Map<PackedEvent.Place, Integer> places = new HashMap<>();

    SegmentColumns(LeafReader segment) {
        int documents = segment.maxDoc();
        ids = new long[documents];
        owners = new long[documents];
        isPublic = new boolean[documents];
        isArchived = new boolean[documents];
        language = new int[documents];
        genre = new int[documents][];
        firstShow = new int[documents + 1];
        try {
            BinaryDocValues packed = segment.getBinaryDocValues(IndexFields.PACKED);
            int next = 0;
            while (packed != null && packed.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
                Arrays.fill(firstShow, next, packed.docID() + 1, shows);
                next = packed.docID() + 1;
                add(packed.docID(), PackedEvent.read(packed.binaryValue()));
            }
            Arrays.fill(firstShow, next, documents + 1, shows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(int document, PackedEvent event) {
        ids[document] = event.id();
        owners[document] = event.ownerId();
        isPublic[document] = event.isPublic();
        isArchived[document] = event.isArchived();
        language[document] = languages.number(event.language());
        genre[document] =
                event.genres().stream().mapToInt(this::genreNumber).distinct().toArray();
        int[] at = event.places().stream().mapToInt(this::placeNumber).toArray();
        for (PackedEvent.Packed show : event.shows()) {
            makeRoom();
            showId[shows] = show.id();
            startMs[shows] = show.startMs();
            endMs[shows] = show.endMs();
            firstDay[shows] = show.firstDay();
            lastDay[shows] = show.lastDay();
            minute[shows] = (short) show.minute();
            place[shows] = at[show.place()];
            spoken[shows] = languages.number(show.language());
            format[shows] = formatNumber(show.format());
            features[shows] = (byte) show.features();
            shows++;
        }
    }

    private int genreNumber(String name) {
        int number = genres.number(name);
        if (number == genreKeys.size()) {
            genreKeys.add(SearchText.keys(name));
        }
        return number;
    }

    private int formatNumber(String name) {
        int number = formats.number(name);
        if (number == formatKeys.size()) {
            formatKeys.add(SearchText.key(name));
        }
        return number;
    }

    private int placeNumber(PackedEvent.Place stated) {
        Integer known = places.get(stated);
        if (known != null) {
            return known;
        }
        int number = places.size();
        if (number == city.length) {
            latitude = Arrays.copyOf(latitude, number * 2);
            longitude = Arrays.copyOf(longitude, number * 2);
            city = Arrays.copyOf(city, number * 2);
            zone = Arrays.copyOf(zone, number * 2);
        }
        latitude[number] = stated.latitude();
        longitude[number] = stated.longitude();
        city[number] = cities.number(stated.city());
        if (city[number] == cityKeys.size()) {
            cityKeys.add(SearchText.keys(stated.city()));
        }
        zone[number] = zones.number(stated.timezone());
        places.put(stated, number);
        return number;
    }

    int placeCount() {
        return places.size();
    }

    private void makeRoom() {
        if (shows < showId.length) {
            return;
        }
        int more = shows * 2;
        showId = Arrays.copyOf(showId, more);
        startMs = Arrays.copyOf(startMs, more);
        endMs = Arrays.copyOf(endMs, more);
        firstDay = Arrays.copyOf(firstDay, more);
        lastDay = Arrays.copyOf(lastDay, more);
        minute = Arrays.copyOf(minute, more);
        place = Arrays.copyOf(place, more);
        spoken = Arrays.copyOf(spoken, more);
        format = Arrays.copyOf(format, more);
        features = Arrays.copyOf(features, more);
    }
}
