package io.boxoffice.journal.record;

/** Which of the two logs of a data directory a batch belongs to. */
public enum LogKind {
    /** Every command, one record each, with consecutive sequences. Directory {@code journal}. */
    COMMANDS(1, "journal"),
    /** Any number of events per command, told apart by ordinals. Directory {@code events}. */
    EVENTS(2, "events");

    private final int code;
    private final String directoryName;

    LogKind(int code, String directoryName) {
        this.code = code;
        this.directoryName = directoryName;
    }

    /** The value in a batch header. */
    public int code() {
        return code;
    }

    /** The name of this log's directory within the data directory. */
    public String directoryName() {
        return directoryName;
    }
}
