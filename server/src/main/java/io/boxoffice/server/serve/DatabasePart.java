package io.boxoffice.server.serve;

import io.boxoffice.gateway.status.Part;
import io.boxoffice.gateway.status.PartState;
import io.boxoffice.server.config.DataDirectory;
import io.boxoffice.server.config.ServerConfig;
import java.util.function.Supplier;

/** How PostgreSQL stands, for operators. One thread tells; any asks. */
final class DatabasePart {
    private final boolean own;
    private final String where;
    private volatile Supplier<String> failure;

    DatabasePart(ServerConfig config, DataDirectory data) {
        own = config.database().embedded();
        // What follows the question mark may be a password.
        where = own ? data.postgres().toString() : config.database().jdbcUrl().replaceFirst("\\?.*", "");
    }

    /**
     * Says what features find when they ask PostgreSQL.
     *
     * @param lately why it could not be asked; empty when it could
     */
    void asFound(Supplier<String> lately) {
        failure = lately;
    }

    Part part() {
        return new Part("PostgreSQL", limits -> look());
    }

    private PartState look() {
        Supplier<String> found = failure;
        if (found == null) {
            return PartState.behind("It starts, or its tables are brought up to date.")
                    .toDo("Wait a little.")
                    .chapter("PostgreSQL");
        }
        String why = found.get();
        PartState state = why.isEmpty()
                ? PartState.up("It answers.")
                : PartState.needsYou("It does not answer: " + why)
                        .toDo(
                                "People find, hold, pay and get tickets without it. What waits: lists of bookings, changes of the"
                                        + " catalogue, mails. "
                                        + (own
                                                ? "The server starts its own PostgreSQL again by itself; if that does not help, PostgreSQL's"
                                                        + " own log says why."
                                                : "Start it, or mend the way to it. All that waits catches up by itself."))
                        .run(own ? "tail -n 30 " + where + "/cluster/log/*.log" : "bin/boxoffice doctor");
        return state.chapter("PostgreSQL").with("where", where);
    }
}
