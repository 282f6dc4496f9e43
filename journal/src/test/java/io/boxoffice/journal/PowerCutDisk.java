package io.boxoffice.journal;

import io.boxoffice.journal.disk.FileSync;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What a disk holds of a directory tree that is written through real files: everything that was forced, and of the rest
 * whatever it likes. Each sync goes through here and is noted; at any instant {@link #afterPowerLoss} makes a tree that a power
 * cut may leave: every page of 4 KiB written since its file was last forced is there in any of the states it had, or torn
 * between two of them at 512 bytes; every name made, replaced or removed since its directory was last forced is there or not.
 * For one thread.
 */
final class PowerCutDisk implements FileSync, AutoCloseable {
    private static final int PAGE_BYTES = 4096;
    private static final int SECTOR_BYTES = 512;

    /** The power is gone. */
    static final class PowerLossException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PowerLossException() {
            super("the power is gone");
        }
    }

    /** What a file or a directory was, from what was last forced to what was last seen. */
    private static final class States<T> {
        private final List<T> states = new ArrayList<>();
        private int changedAtInstant;

        private States(T forced) {
            states.add(forced);
        }

        private void see(T now, int instant) {
            if (!now.equals(newest())) {
                states.add(now);
                changedAtInstant = instant;
            }
        }

        private void force() {
            states.subList(0, states.size() - 1).clear();
        }

        private T forced() {
            return states.get(0);
        }

        private T newest() {
            return states.get(states.size() - 1);
        }

        private T any(Random random) {
            return states.get(random.nextInt(states.size()));
        }
    }

    /** The bytes of a file up to its last that is not zero. */
    private record Content(byte[] bytes, int size) {
        private static final Content NONE = new Content(new byte[0], 0);

        private static Content of(byte[] all) {
            int end = all.length;
            while (end > 0 && all[end - 1] == 0) {
                end--;
            }
            return new Content(Arrays.copyOf(all, end), all.length);
        }

        private void copyTo(byte[] target, int from, int length) {
            int there = Math.min(length, bytes.length - from);
            if (there > 0) {
                System.arraycopy(bytes, from, target, from, there);
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Content content && size == content.size && Arrays.equals(bytes, content.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    private static final Object ABSENT = "absent";
    private static final int SMALL_BYTES = 1 << 16;

    private final Path root;
    private final Map<Object, States<Content>> files = new HashMap<>();
    private final Map<Object, States<Map<String, Object>>> directories = new HashMap<>();
    /** Large files that were there before: nobody writes to them any more. */
    private final Set<Object> older = new HashSet<>();

    private final Map<FileChannel, Object> keyOfChannel = new IdentityHashMap<>();
    /** Keeps the identity of a removed file from being given to another. */
    private final List<FileChannel> open = new ArrayList<>();

    private boolean connected = true;
    private int instants;
    private int instantsLeft = Integer.MAX_VALUE;

    private PowerCutDisk(Path root) {
        this.root = root;
    }

    /** A disk with everything under a directory safely on it. */
    static PowerCutDisk holding(Path root) {
        PowerCutDisk disk = new PowerCutDisk(root);
        disk.observe();
        disk.files.values().forEach(States::force);
        disk.directories.values().forEach(States::force);
        disk.letOlderFilesBe();
        return disk;
    }

    Path root() {
        return root;
    }

    /** The power fails at that instant from now: a sync has two, and {@link #instant()} is one. */
    void failAfter(int instants) {
        instantsLeft = instants;
    }

    /** Nobody looks at these files any more. */
    void disconnect() {
        connected = false;
    }

    /** Something was written. */
    void instant() {
        if (!connected) {
            return;
        }
        instants++;
        if (--instantsLeft <= 0) {
            instantsLeft = 0;
            throw new PowerLossException();
        }
        observe();
    }

    @Override
    public void force(FileChannel channel) throws IOException {
        instant();
        if (!connected) {
            return;
        }
        Object key = keyOfChannel.get(channel);
        if (key == null) {
            key = find(channel);
            keyOfChannel.put(channel, key);
        }
        files.get(key).force();
        instant();
    }

    @Override
    public void forceFile(Path file) throws IOException {
        instant();
        files.get(key(file)).force();
        instant();
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        instant();
        if (directory.toRealPath().startsWith(root.toRealPath())) {
            directories.get(key(directory)).force();
        }
        instant();
    }

    /** Another disk with what may be left of this one. */
    PowerCutDisk afterPowerLoss(Path target, Random random) {
        observe();
        create(key(root), target, random);
        return holding(target);
    }

    /** Another disk with the same files as a killed process leaves them: all there, and no more of it forced than before. */
    PowerCutDisk afterKill(Path target) {
        observe();
        create(key(root), target, null);
        PowerCutDisk copy = new PowerCutDisk(target);
        Map<Object, Object> newKeys = new HashMap<>();
        walk(root, path -> {
            Path copied = target.resolve(root.relativize(path));
            newKeys.put(key(path), key(copied));
            if (Files.isRegularFile(copied)) {
                copy.hold(copied);
            }
        });
        // What was removed may come back, and its identity be given to another file meanwhile.
        files.keySet().forEach(key -> newKeys.computeIfAbsent(key, gone -> new Object()));
        directories.keySet().forEach(key -> newKeys.computeIfAbsent(key, gone -> new Object()));
        files.forEach((key, states) -> {
            States<Content> inherited = new States<>(states.forced());
            inherited.states.addAll(states.states.subList(1, states.states.size()));
            copy.files.put(newKeys.getOrDefault(key, key), inherited);
        });
        directories.forEach((key, states) -> {
            Map<String, Object> forced = new TreeMap<>(states.forced());
            forced.replaceAll((name, child) -> newKeys.getOrDefault(child, child));
            copy.directories.put(newKeys.getOrDefault(key, key), new States<>(forced));
        });
        copy.observe();
        copy.letOlderFilesBe();
        return copy;
    }

    /** Lets go of all files. */
    @Override
    public void close() throws IOException {
        for (FileChannel channel : open) {
            channel.close();
        }
    }

    private void letOlderFilesBe() {
        files.forEach((key, states) -> {
            if (states.newest().size > SMALL_BYTES) {
                older.add(key);
            }
        });
    }

    /** Notes how everything looks now. */
    private void observe() {
        walk(root, path -> {
            Object key = key(path);
            if (Files.isDirectory(path)) {
                directories
                        .computeIfAbsent(key, k -> new States<>(new TreeMap<>()))
                        .see(entries(path), instants);
            } else if (!older.contains(key)) {
                files.computeIfAbsent(key, k -> newFile(path)).see(Content.of(read(path)), instants);
            }
        });
    }

    private States<Content> newFile(Path path) {
        hold(path);
        return new States<>(Content.NONE);
    }

    private void hold(Path path) {
        try {
            open.add(FileChannel.open(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param random what the power cut leaves; null: everything
     */
    private void create(Object key, Path target, Random random) {
        try {
            if (files.containsKey(key)) {
                States<Content> states = files.get(key);
                Content left = left(states, random);
                try (RandomAccessFile file = new RandomAccessFile(target.toFile(), "rw")) {
                    file.write(left.bytes);
                    file.setLength(left.size);
                }
                return;
            }
            Files.createDirectories(target);
            States<Map<String, Object>> states = directories.get(key);
            Set<String> names = new TreeSet<>();
            states.states.forEach(state -> names.addAll(state.keySet()));
            for (String name : names) {
                Object child = (random == null ? states.newest() : states.any(random)).getOrDefault(name, ABSENT);
                if (child != ABSENT) {
                    create(child, target.resolve(name), random);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Content left(States<Content> states, Random random) {
        Content newest = states.newest();
        if (random == null || states.states.size() == 1) {
            return newest;
        }
        int forcedBytes = states.forced().size;
        int most = states.states.stream().mapToInt(Content::size).max().orElse(0);
        int size = Math.max(forcedBytes, states.any(random).size);
        byte[] left = new byte[random.nextInt(4) > 0 ? size : forcedBytes + random.nextInt(most - forcedBytes + 1)];
        // Often all or nothing: what was written back early, and what the kernel never came to.
        int mood = random.nextInt(4);
        for (int page = 0; page < left.length; page += PAGE_BYTES) {
            Content one = mood == 0 ? states.forced() : mood == 1 ? newest : states.any(random);
            boolean torn = mood > 1 && random.nextInt(3) == 0;
            Content other = torn ? states.any(random) : one;
            for (int sector = page; sector < Math.min(left.length, page + PAGE_BYTES); sector += SECTOR_BYTES) {
                Content from = torn && random.nextBoolean() ? other : one;
                from.copyTo(left, sector, Math.min(SECTOR_BYTES, left.length - sector));
            }
        }
        return Content.of(left);
    }

    /**
     * Which file a channel is open on: the one with the same bytes, or, where they may not be read, the same
     * size, and changed last.
     */
    private Object find(FileChannel channel) throws IOException {
        long size = channel.size();
        Content content = null;
        try {
            ByteBuffer bytes = ByteBuffer.allocate((int) size);
            while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {
                continue;
            }
            content = Content.of(bytes.array());
        } catch (NonReadableChannelException e) {
            // Its size must do.
        }
        List<Object> found = new ArrayList<>();
        int changedLast = files.values().stream()
                .filter(states -> states.newest().size == size)
                .mapToInt(states -> states.changedAtInstant)
                .max()
                .orElse(0);
        for (Map.Entry<Object, States<Content>> file : files.entrySet()) {
            Content newest = file.getValue().newest();
            boolean lately = newest.size == size && file.getValue().changedAtInstant == changedLast;
            if (content == null ? lately : newest.equals(content)) {
                found.add(file.getKey());
            }
        }
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " files look like the one that is forced");
        }
        return found.get(0);
    }

    private static Object key(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> entries(Path directory) {
        Map<String, Object> entries = new TreeMap<>();
        try (Stream<Path> children = Files.list(directory)) {
            children.forEach(child -> entries.put(child.getFileName().toString(), key(child)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void walk(Path from, Consumer<Path> visitor) {
        try (Stream<Path> paths = Files.walk(from)) {
            paths.forEach(visitor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
