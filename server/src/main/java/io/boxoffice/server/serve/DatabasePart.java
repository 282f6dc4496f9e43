package io.boxoffice.server.serve;

import io.boxoffice.gateway.status.Part;
import io.boxoffice.gateway.status.PartState;
import io.boxoffice.server.config.DataDirectory;
import io.boxoffice.server.config.ServerConfig;
import io.boxoffice.services.database.SqlDatabase;
import java.util.Map;
import java.util.stream.Collectors;

/** How PostgreSQL stands, for operators. One thread tells; any asks. */
final class DatabasePart {
    private final boolean own;
    private final String where;
    private volatile SqlDatabase found;

    DatabasePart(ServerConfig config, DataDirectory data) {
        own = config.database().embedded();
        // What follows the question mark may be a password.
        where = own ? data.postgres().toString() : config.database().jdbcUrl().replaceFirst("\\?.*", "");
    }

    /** Says what features find when they ask PostgreSQL. */
    void asFoundBy(SqlDatabase features) {
        found = features;
    }

    Part part() {
        return new Part("PostgreSQL", limits -> look());
    }

    private PartState look() {
        SqlDatabase features = found;
        if (features == null) {
            return PartState.behind("It starts, or its tables are brought up to date.")
                    .toDo("Wait a little.")
                    .chapter("PostgreSQL");
        }
        String why = features.failure();
        PartState state = why.isEmpty()
                ? answering(features.outdated())
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

    private static PartState answering(Map<String, String> outdated) {
        if (outdated.isEmpty()) {
            return PartState.up("It answers.");
        }
        String which = outdated.entrySet().stream()
                .map(schema -> schema.getKey() + " (" + schema.getValue() + ")")
                .collect(Collectors.joining(", "));
        return PartState.needsYou("It answers, but these schemas cannot be brought up to date: " + which)
                .toDo(
                        "What they are for answers 503; all else goes on. Mend what is said: it is tried again by itself.")
                .run("bin/boxoffice doctor");
    }
}
