package io.boxoffice.server.fuzz;

import io.boxoffice.protocol.seatmap.SeatMapCodec;
import io.boxoffice.server.config.ConfigException;
import io.boxoffice.server.config.ConfigLoader;
import io.boxoffice.server.imports.ImportException;
import io.boxoffice.server.imports.ImportReport;
import io.boxoffice.server.imports.cinemas.CinemasImport;
import io.boxoffice.server.imports.cinemas.CinemasOptions;
import io.boxoffice.server.imports.seatingplan.PlanOptions;
import io.boxoffice.server.imports.seatingplan.SeatingPlanReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Files that an operator hands in: refused with one line, never with a stack trace. */
final class FileTargets {
    private FileTargets() {}

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A refusal is one line. */
    private static void requireOneLine(RuntimeException refusal) {
        if (refusal.getMessage() == null || refusal.getMessage().contains("\n")) {
            throw new AssertionError("not one line: " + refusal.getMessage(), refusal);
        }
    }

    /** A directory of its own, removed at the end. */
    private abstract static class InDirectory implements FuzzTarget {
        final Path directory;

        InDirectory() throws IOException {
            directory = Files.createTempDirectory("fuzz");
        }

        @Override
        public void close() throws IOException {
            try (var files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        }
    }

    static final class SeatingPlans extends InDirectory {
        private static final String PLAN = """
                {"name":"Plan","categories":[{"name":"A","uuid":"x1"},"B"],
                 "zones":[{"name":"Z","position":{"x":1,"y":2},
                   "rows":[{"row_number":"1","position":{"x":0,"y":0},"seats":[
                     {"seat_number":"1","seat_guid":"g1","position":{"x":0,"y":0},"category":"A"},
                     {"seat_number":2,"seat_guid":"g1","position":{"x":"20","y":0},"category":"x1"},
                     {"position":{"x":70.5,"y":1},"category":"C","accessible":true}]}],
                   "areas":[{"name":"Stage","shape":"rectangle","rectangle":{"width":10,"height":5},"position":{"x":0,"y":9}},
                            {"name":"Pit","shape":"polygon","capacity":50,"polygon":{"points":[{"x":0,"y":1},{"x":2,"y":3}]}},
                            {"shape":"text","text":{"text":"hello"}}]}]}
                """;

        SeatingPlans() throws IOException {}

        @Override
        public List<byte[]> seeds() {
            return List.of(bytes(PLAN));
        }

        @Override
        public void decode(byte[] input) throws IOException {
            Path file = Files.write(directory.resolve("plan.json"), input);
            try {
                SeatMapCodec.encode(
                        new SeatingPlanReader(PlanOptions.NONE).read(file).map());
            } catch (ImportException e) {
                requireOneLine(e);
            }
        }
    }

    static final class ConfigFiles extends InDirectory {
        ConfigFiles() throws IOException {}

        @Override
        public List<byte[]> seeds() {
            return List.of(
                    bytes(
                            "http { port = 1, limits { max-connections = 10 } }\n# a remark\njournal.durability = \"os\""),
                    bytes(
                            "{\"ring\":{\"slots\":4096},\"http\":{\"cors\":{\"allowed-origins\":[\"https://a.example\"]}}}"),
                    bytes("a = ${b}\nb = ${a}\ninclude \"other.conf\"\nhttp.port = ${?PORT}\nlists.max-limit = 1e3"));
        }

        @Override
        public void decode(byte[] input) throws IOException {
            Path file = Files.write(directory.resolve("boxoffice.conf"), input);
            try {
                new ConfigLoader().withFile(file).load();
            } catch (ConfigException e) {
                requireOneLine(e);
            }
        }
    }

    /** One input is all five files, each after a line of {@code ====}. */
    static final class CinemaFiles extends InDirectory {
        private static final List<String> FILES =
                List.of("venues.json", "seats.csv", "movies.json", "showtimes.csv", "prices.csv.gz");
        private static final CinemasOptions OPTIONS = new CinemasOptions(
                LocalDate.of(2031, 5, 1), ZoneId.of("Asia/Ho_Chi_Minh"), -1, false, 1, "VND", "cinemas");
        private static final String ALL = """
                [{"id":"v1","name":"Odeon","address":"1 High Street","lat":16.1,"lon":108.2,"halls":["1","2"]}]
                ====
                seat_id,venue_id,hall,row,column,places,x,y
                s1,v1,1,A,1,1,0,0
                s2,v1,1,A,2,1,1,0
                ====
                [{"id":"m1","title":"Metropolis","overview":"A city.","durationMinutes":120,"genres":["Drama"]}]
                ====
                show_id,movie_id,venue_id,hall,start,end
                t1,m1,v1,1,2030-01-01T10:00:00Z,2030-01-01T12:00:00Z
                t2,m1,v1,1,2030-01-01T11:00:00Z,2030-01-01T13:00:00Z
                ====
                show_id,seat_id,price_vnd
                t1,s1,50000
                t1,s2,60000
                """;

        CinemaFiles() throws IOException {}

        @Override
        public List<byte[]> seeds() {
            return List.of(bytes(ALL));
        }

        @Override
        public void decode(byte[] input) throws IOException {
            String[] parts = new String(input, StandardCharsets.ISO_8859_1).split("====\n", FILES.size());
            for (int i = 0; i < FILES.size(); i++) {
                byte[] content = i < parts.length ? parts[i].getBytes(StandardCharsets.ISO_8859_1) : new byte[0];
                String name = FILES.get(i);
                Files.write(directory.resolve(name), name.endsWith(".gz") && !isRaw(content) ? gzip(content) : content);
            }
            try {
                CinemasImport.count(directory, OPTIONS, new ImportReport());
            } catch (ImportException e) {
                requireOneLine(e);
            }
        }

        /** So that what is no gzip at all is also read. */
        private static boolean isRaw(byte[] content) {
            return content.length > 0 && content[0] != 's';
        }

        private static byte[] gzip(byte[] content) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
                zip.write(content);
            }
            return out.toByteArray();
        }
    }
}
