/**
 * A disk in memory that behaves as badly as a real one may, as a {@link java.nio.file.FileSystem}.
 *
 * <p>{@link io.boxoffice.simulator.disk.SimulatedDisk} has the faults and the room; its files
 * ({@code SimulatedFile}) keep what is durable apart from what was written since, page by page, and its directories
 * ({@code SimulatedDirectory}) do the same with their entries. A power cut drops, keeps or tears each unsynced page. The code
 * under simulation sees {@link java.nio.file.Path} and {@link java.nio.channels.FileChannel};
 * {@link io.boxoffice.simulator.disk.PlainDocumentQueue} stands in for Chronicle.
 */
package io.boxoffice.simulator.disk;
