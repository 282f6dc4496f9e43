package io.boxoffice.services.media;

import io.boxoffice.services.OwnerOnlyFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Keeps images as files, in 256 folders by the beginning of their names. */
final class FileImageStore implements ImageStore {
    private static final int FOLDER_CHARS = 2;

    private final Path folder;
    private final Path unfinished;

    /**
     * @param unfinished where files are written before they get their names, on the same disk; emptied by others at the start
     */
    FileImageStore(Path folder, Path unfinished) {
        this.folder = folder;
        this.unfinished = unfinished;
    }

    private Path path(String name) {
        return folder.resolve(name.substring(0, FOLDER_CHARS)).resolve(name);
    }

    @Override
    public void put(String name, byte[] bytes) {
        Path path = path(name);
        Path fresh = unfinished.resolve(name + '.' + UUID.randomUUID());
        try {
            OwnerOnlyFile.createDirectories(path.getParent());
            try (FileChannel out = OwnerOnlyFile.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(bytes);
                while (left.hasRemaining()) {
                    out.write(left);
                }
                out.force(true);
            }
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel directory = FileChannel.open(path.getParent(), StandardOpenOption.READ)) {
                directory.force(true);
            }
        } catch (IOException e) {
            throw new StoreUnavailableException(e);
        }
    }

    @Override
    public byte[] read(String name) {
        try {
            return Files.readAllBytes(path(name));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new StoreUnavailableException(e);
        }
    }

    @Override
    public void delete(String name) {
        try {
            Files.deleteIfExists(path(name));
        } catch (IOException e) {
            throw new StoreUnavailableException(e);
        }
    }
}
