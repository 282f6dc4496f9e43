package io.boxoffice.journal.record;

/** Which of the two logs of a data directory a batch belongs to. */
public enum LogKind {
    /** Every command, one record each, with consecutive sequences. Directory {@code journal}. */
    COMMANDS(1, "journal", "Restore this data directory from a backup or a replica"),
    /** Any number of events per command, told apart by ordinals. Directory {@code events}. */
    EVENTS(
            2,
            "events",
            "The event log is derived: move this directory away, and the next start makes it again from the journal");

    private final int code;
    private final String directoryName;
    private final String remedy;

    LogKind(int code, String directoryName, String remedy) {
        this.code = code;
        this.directoryName = directoryName;
        this.remedy = remedy;
    }

    /** The value in a batch header. */
    public int code() {
        return code;
    }

    /** What to do when it is damaged. */
    public String remedy() {
        return remedy;
    }

    /** The name of this log's directory within the data directory. */
    public String directoryName() {
        return directoryName;
    }
}
