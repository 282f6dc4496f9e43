package io.boxoffice.gateway.operations;

/**
 * How the server stands. Made afresh for each question.
 *
 * @param status      {@code recovering}, {@code ready}, {@code stopping}, or what else there is to say in a word
 * @param ready       whether requests are taken
 * @param durability  {@code fsync} or {@code os}
 * @param storage     {@code ample}, {@code low} or {@code exhausted}
 * @param writer      the persistence writer's state in a word
 * @param writerLag   commands the writer is behind; -1: not known
 * @param recovery    how far recovery is; null when it is over
 * @param recoveredFrom the snapshot that recovery began at, by its sequence; 0: the first command; -1: not known
 */
public record Readiness(
        String status,
        boolean ready,
        String durability,
        String storage,
        String writer,
        long writerLag,
        Recovery recovery,
        long recoveredFrom) {
    /** The same of something that does not recover. */
    public Readiness(
            String status,
            boolean ready,
            String durability,
            String storage,
            String writer,
            long writerLag,
            Recovery recovery) {
        this(status, ready, durability, storage, writer, writerLag, recovery, -1);
    }

    /**
     * @param records          replayed so far
     * @param percent          0 to 100
     * @param recordsPerSecond lately
     */
    public record Recovery(long records, double percent, double recordsPerSecond) {}
}
