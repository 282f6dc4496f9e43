package io.boxoffice.journal;

/** What an acknowledged command survives. */
public enum Durability {
    /** The power: each batch is synced to the disk before anything comes of it. The default. */
    FSYNC,
    /** The end of the process, not that of the operating system: batches are left to the page cache. Must be asked for. */
    OS
}
