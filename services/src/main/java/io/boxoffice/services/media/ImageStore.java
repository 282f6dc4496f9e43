package io.boxoffice.services.media;

/** Where the sizes of images are kept, by name. What is under a name never changes. Blocks; any thread. */
interface ImageStore extends AutoCloseable {
    /** What they all are. */
    String TYPE = "image/jpeg";

    /** How long those who read them may keep them. */
    String FOR_GOOD = "public, max-age=31536000, immutable";

    /**
     * Keeps bytes under a name, for good once this returns; the same ones may be there already.
     *
     * @throws StoreUnavailableException when they cannot be kept
     */
    void put(String name, byte[] bytes);

    /**
     * What is under a name; null: nothing.
     *
     * @throws StoreUnavailableException when that cannot be told
     */
    byte[] read(String name);

    /**
     * Removes what is under a name, if anything.
     *
     * @throws StoreUnavailableException when it may be there still
     */
    void delete(String name);

    @Override
    default void close() {
        // Files hold nothing.
    }
}
