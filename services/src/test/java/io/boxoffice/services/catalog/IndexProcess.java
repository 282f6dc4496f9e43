package io.boxoffice.services.catalog;

import io.boxoffice.services.PostgresExtension;
import io.boxoffice.services.database.SqlDatabase;
import io.boxoffice.services.search.SearchConfig;
import io.boxoffice.services.search.SearchIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that follows PostgreSQL's changes with an index, as fast as it can, until it is killed. */
final class IndexProcess implements AutoCloseable {
    private final Process process;

    private IndexProcess(Process process) {
        this.process = process;
    }

    static IndexProcess start(PostgresExtension.Database postgres, Path directory) throws IOException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new IndexProcess(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes,
                        IndexProcess.class.getName(),
                        postgres.jdbcUrl(),
                        postgres.user(),
                        postgres.password(),
                        directory.toString()))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    void kill() throws InterruptedException {
        if (!process.isAlive()) {
            throw new AssertionError("it ended by itself: " + process.exitValue());
        }
        process.destroyForcibly();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new AssertionError("it lives on");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Of a database, a user, a password and the directory of an index. */
    public static void main(String[] arguments) throws InterruptedException {
        SqlDatabase database =
                new SqlDatabase(arguments[0], arguments[1], arguments[2], CatalogConfig.DEFAULT.database());
        database.uses(CatalogFeature.SCHEMA);
        database.migrate();
        SearchIndex index = new SearchIndex(
                Path.of(arguments[3]),
                new CatalogChanges(database),
                new SearchConfig(10, 100, 1, 259_200_000, 2_000, 200),
                Clock.systemUTC());
        while (true) {
            index.catchUp();
            Thread.sleep(1);
        }
    }
}
