package io.boxoffice.server.serve;

import io.boxoffice.gateway.status.Numbers;
import io.boxoffice.gateway.status.Part;
import io.boxoffice.gateway.status.PartState;
import io.boxoffice.gateway.status.StatusLimits;
import io.boxoffice.writer.PersistenceWriter;
import io.boxoffice.writer.WriterStatus;

/** How the persistence writer stands, for operators. Any thread. */
public final class WriterPart {
    private static final String NAME = "Persistence writer";
    private static final String CHAPTER = "PostgreSQL";

    private WriterPart() {}

    /**
     * The part of a writer.
     *
     * @param writer null: it is a process of its own
     */
    public static Part of(PersistenceWriter writer) {
        if (writer == null) {
            PartState outside = PartState.off(
                            "It is a process of its own, as configured: look at the page of bin/boxoffice write,"
                                    + " on its --metrics-port.")
                    .chapter(CHAPTER);
            return new Part(NAME, limits -> outside);
        }
        return new Part(NAME, limits -> look(writer.status(), limits));
    }

    static PartState look(WriterStatus now, StatusLimits limits) {
        String behind = "PostgreSQL is " + Numbers.count(now.lagSequences(), "command", "commands") + " behind";
        PartState state =
                switch (now.state()) {
                    case RUNNING ->
                        now.lagMs() < limits.behindAfterMs()
                                ? PartState.up("PostgreSQL has what happened.")
                                : PartState.behind(behind + ", the oldest for " + Numbers.duration(now.lagMs()) + ".")
                                        .toDo(
                                                "It catches up by itself. If it falls further behind, look at what PostgreSQL does and at"
                                                        + " its disk.");
                    case CONNECTING -> PartState.behind(behind + ": it connects.");
                    case BACKING_OFF ->
                        PartState.behind(behind + ": it cannot be written. " + now.failure())
                                .toDo("It tries again by itself, and nothing is lost. See PostgreSQL above.");
                    case REBUILDING ->
                        PartState.behind("PostgreSQL was older than the event log, and is rebuilt from a snapshot.")
                                .toDo("Wait. The log then says what could not be made again.");
                    case FENCED ->
                        PartState.needsYou(
                                        "It has ended, since another writer writes into this database. " + behind + ".")
                                .toDo(
                                        "End the other one: another server on a copy of this data, or bin/boxoffice write. Then start this"
                                                + " server anew. Sales go on meanwhile, and nothing is lost.")
                                .run("ps -ef | grep boxoffice");
                    case FAILED ->
                        PartState.needsYou("It has ended: " + now.failure())
                                .toDo(
                                        "Sales go on, and nothing is lost; lists and search stay as they are. Mend what it says, then start"
                                                + " the server anew. " + behind + ".")
                                .run("bin/boxoffice doctor");
                    case STOPPED -> PartState.behind(behind + ": the writer was stopped.");
                };
        return state.chapter(CHAPTER)
                .with("behind", Numbers.count(now.lagSequences(), "command", "commands"))
                .with("oldest", Numbers.duration(now.lagMs()));
    }
}
