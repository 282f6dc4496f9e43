package io.boxoffice.simulator.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What can be done with the files of one {@link SimulatedDisk}. */
final class SimulatedProvider extends FileSystemProvider {
    private final SimulatedDisk disk;
    private final SimulatedStore store;
    private final SimulatedFileSystem fileSystem;

    SimulatedProvider(SimulatedDisk disk, SimulatedFileSystem fileSystem) {
        this.disk = disk;
        store = new SimulatedStore(disk);
        this.fileSystem = fileSystem;
    }

    @Override
    public String getScheme() {
        return "simulated";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return fileSystem;
    }

    @Override
    public Path getPath(URI uri) {
        return fileSystem.getPath(uri.getPath());
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        disk.requireRunning();
        boolean writes = options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
        boolean reads = options.contains(StandardOpenOption.READ) || !writes;
        SimulatedNode node = find(path);
        if (node != null && options.contains(StandardOpenOption.CREATE_NEW)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        boolean creates =
                options.contains(StandardOpenOption.CREATE) || options.contains(StandardOpenOption.CREATE_NEW);
        if (node == null && writes && creates) {
            node = new SimulatedFile();
            change(path, node);
        }
        if (node == null) {
            throw new NoSuchFileException(path.toString());
        }
        if (writes && node instanceof SimulatedFile file && options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
            file.truncate(0);
        }
        return new SimulatedChannel(disk, node, reads, writes, options.contains(StandardOpenOption.APPEND));
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path path, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        if (!(existing(path) instanceof SimulatedDirectory directory)) {
            throw new NotDirectoryException(path.toString());
        }
        List<Path> children = new ArrayList<>();
        for (String name : directory.entries.keySet()) {
            Path child = path.resolve(name);
            if (filter.accept(child)) {
                children.add(child);
            }
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return children.iterator();
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        if (find(path) != null) {
            throw new FileAlreadyExistsException(path.toString());
        }
        change(path, new SimulatedDirectory());
    }

    @Override
    public void delete(Path path) throws IOException {
        if (existing(path) instanceof SimulatedDirectory directory && !directory.entries.isEmpty()) {
            throw new DirectoryNotEmptyException(path.toString());
        }
        change(path, null);
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        SimulatedNode moved = existing(source);
        List<CopyOption> wanted = List.of(options);
        if (find(target) != null
                && !wanted.contains(StandardCopyOption.REPLACE_EXISTING)
                && !wanted.contains(StandardCopyOption.ATOMIC_MOVE)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        change(target, moved);
        parent(source).entries.remove(source.getFileName().toString());
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return existing(one) == existing(other);
    }

    @Override
    public boolean isHidden(Path path) {
        return false;
    }

    @Override
    public FileStore getFileStore(Path path) {
        return store;
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        existing(path);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return null;
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return type.cast(new SimulatedAttributes(existing(path)));
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        SimulatedAttributes all = new SimulatedAttributes(existing(path));
        return Map.of("size", all.size(), "isDirectory", all.isDirectory(), "isRegularFile", all.isRegularFile());
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    private void change(Path path, SimulatedNode node) throws IOException {
        SimulatedDirectory parent = parent(path);
        if (disk.stopsNow()) {
            throw new PowerCut();
        }
        String name = path.getFileName().toString();
        if (node == null) {
            parent.entries.remove(name);
        } else {
            parent.entries.put(name, node);
        }
    }

    private SimulatedDirectory parent(Path path) throws IOException {
        if (existing(path.toAbsolutePath().getParent()) instanceof SimulatedDirectory directory) {
            return directory;
        }
        throw new NotDirectoryException(path.toString());
    }

    private SimulatedNode existing(Path path) throws IOException {
        SimulatedNode node = find(path);
        if (node == null) {
            throw new NoSuchFileException(path.toString());
        }
        return node;
    }

    private SimulatedNode find(Path path) {
        disk.requireRunning();
        SimulatedNode node = disk.root();
        for (String name : ((SimulatedPath) path).names()) {
            node = node instanceof SimulatedDirectory directory ? directory.entries.get(name) : null;
        }
        return node;
    }
}
