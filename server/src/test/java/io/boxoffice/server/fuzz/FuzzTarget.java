package io.boxoffice.server.fuzz;

import java.io.IOException;
import java.util.List;

/** One decoder. For one thread; reused for many inputs. */
public interface FuzzTarget extends AutoCloseable {
    /** Valid inputs, from which others are made. */
    List<byte[]> seeds();

    /**
     * Decodes an input, whatever it holds.
     *
     * @throws Exception when the decoder broke its promise: refused in another way than it says, or took what it should not
     */
    void decode(byte[] input) throws Exception;

    @Override
    default void close() throws IOException {}
}
