package io.boxoffice.services.search;

import io.boxoffice.services.catalog.CatalogChanges;
import io.boxoffice.services.catalog.CatalogChanges.Change;
import io.boxoffice.services.catalog.CatalogChanges.FindableEvent;
import io.boxoffice.services.catalog.CatalogChanges.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.time.zone.ZoneRulesProvider;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One index on disk, with who writes it and who reads it. Written by one thread, read by any. A commit says of which format it is, and
 * at which position of PostgreSQL's changes; one without a position is not whole.
 */
final class OpenIndex {
    private static final Logger LOG = LoggerFactory.getLogger(OpenIndex.class);

    /** What documents are like, and by which rules days were told. Another one is made anew. */
    private static final String FORMAT =
            "1 " + ZoneRulesProvider.getVersions("UTC").lastEntry().getKey();

    private final Path path;
    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager manager;
    private Position position;
    private Position committed;

    private OpenIndex(Path path, Directory directory, IndexWriter writer, SearcherManager manager, Position position) {
        this.path = path;
        this.directory = directory;
        this.writer = writer;
        this.manager = manager;
        this.position = position;
        committed = position;
    }

    /** Null when it is not whole, damaged, or of another format. */
    static OpenIndex existing(Path path, int bufferMb, Consumer<IndexSearcher> warm) {
        Directory directory = null;
        IndexWriter writer = null;
        try {
            directory = FSDirectory.open(path);
            Position position =
                    position(SegmentInfos.readLatestCommit(directory).getUserData());
            if (position != null) {
                writer = new IndexWriter(directory, settings(bufferMb, IndexWriterConfig.OpenMode.APPEND));
                SearcherManager manager = new SearcherManager(writer, factory(warm));
                return new OpenIndex(path, directory, writer, manager, position);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("The search's index cannot be used: {}", e.toString());
            rollBack(writer);
        }
        close(directory);
        return null;
    }

    static OpenIndex create(Path path, int bufferMb, Consumer<IndexSearcher> warm) throws IOException {
        Directory directory = FSDirectory.open(path);
        IndexWriter writer = new IndexWriter(directory, settings(bufferMb, IndexWriterConfig.OpenMode.CREATE));
        return new OpenIndex(path, directory, writer, new SearcherManager(writer, factory(warm)), null);
    }

    private static IndexWriterConfig settings(int bufferMb, IndexWriterConfig.OpenMode mode) {
        Analyzer none = new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                throw new IllegalStateException("all fields bring their words");
            }
        };
        return new IndexWriterConfig(none)
                .setOpenMode(mode)
                .setSimilarity(new IndexFields())
                .setRAMBufferSizeMB(bufferMb)
                .setCommitOnClose(false);
    }

    private static SearcherFactory factory(Consumer<IndexSearcher> warm) {
        return new SearcherFactory() {
            @Override
            public IndexSearcher newSearcher(IndexReader reader, IndexReader previous) {
                IndexSearcher searcher = new IndexSearcher(reader);
                searcher.setSimilarity(new IndexFields());
                searcher.setQueryCache(null);
                warm.accept(searcher);
                return searcher;
            }
        };
    }

    Path directory() {
        return path;
    }

    Position position() {
        return position;
    }

    void at(Position reached) {
        position = reached;
    }

    long size() {
        return writer.getDocStats().numDocs;
    }

    void add(FindableEvent event) throws IOException {
        writer.addDocument(EventDocuments.document(event));
    }

    /** Writes these events as PostgreSQL has them now. */
    void replace(List<Long> ids, CatalogChanges changes) throws IOException {
        Set<Long> gone = new HashSet<>(ids);
        for (FindableEvent event : changes.events(ids)) {
            gone.remove(event.event().id());
            writer.updateDocument(id(event.event().id()), EventDocuments.document(event));
        }
        for (long id : gone) {
            writer.deleteDocuments(id(id));
        }
    }

    private static Term id(long id) {
        return new Term(IndexFields.ID, Long.toString(id));
    }

    /** Shows what was written. */
    void refresh() throws IOException {
        manager.maybeRefreshBlocking();
    }

    /** Makes durable what was written, with its position; nothing when there is nothing new. */
    void commit() throws IOException {
        if (!position.equals(committed) || writer.hasUncommittedChanges()) {
            writer.setLiveCommitData(data(position).entrySet());
            writer.commit();
            committed = position;
        }
    }

    /** All events are in it. */
    void complete() throws IOException {
        commit();
        refresh();
    }

    private static Map<String, String> data(Position position) {
        Map<String, String> data = new TreeMap<>();
        data.put("format", FORMAT);
        data.put("database", position.database());
        data.put("txid", position.txid());
        data.put("event", Long.toString(position.eventId()));
        data.put("seenTxid", position.seen().txid());
        data.put("seenEvent", Long.toString(position.seen().eventId()));
        data.put("seenAt", Long.toString(position.seen().atMicros()));
        return data;
    }

    private static Position position(Map<String, String> data) {
        if (!FORMAT.equals(data.get("format"))) {
            return null;
        }
        return new Position(
                data.get("database"),
                data.get("txid"),
                Long.parseLong(data.get("event")),
                new Change(
                        data.get("seenTxid"),
                        Long.parseLong(data.get("seenEvent")),
                        Long.parseLong(data.get("seenAt"))));
    }

    IndexSearcher acquire() throws IOException {
        return manager.acquire();
    }

    /** Null is fine. */
    void release(IndexSearcher searcher) {
        try {
            if (searcher != null) {
                manager.release(searcher);
            }
        } catch (IOException e) {
            LOG.warn("An old state of the search's index cannot be closed: {}", e.toString());
        }
    }

    /** Whether every byte is as it was written. */
    boolean isSound() {
        try (DirectoryReader reader = DirectoryReader.open(writer)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                leaf.reader().checkIntegrity();
            }
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warn("The search's index is damaged: {}", e.toString());
            return false;
        }
    }

    void commitAndClose() {
        try {
            commit();
        } catch (IOException | RuntimeException e) {
            LOG.warn("What is new in the search's index cannot be kept; it will be read again: {}", e.toString());
        }
        close();
    }

    /** Without what was not committed. */
    void close() {
        try {
            manager.close();
        } catch (IOException e) {
            LOG.warn("The search's index cannot be closed: {}", e.toString());
        }
        rollBack(writer);
        close(directory);
    }

    private static void rollBack(IndexWriter writer) {
        try {
            if (writer != null) {
                writer.rollback();
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("The search's index cannot be closed: {}", e.toString());
        }
    }

    private static void close(Directory directory) {
        try {
            if (directory != null) {
                directory.close();
            }
        } catch (IOException e) {
            LOG.warn("The search's index cannot be closed: {}", e.toString());
        }
    }
}
