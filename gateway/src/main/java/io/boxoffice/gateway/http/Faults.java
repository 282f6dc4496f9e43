package io.boxoffice.gateway.http;

import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;

/**
 * Logs what nobody foresaw: classes and stack frames under a random id, and no messages. A message may repeat what a person sent
 * (pieces of JSON, parameters of SQL, tokens), and the log is not the place for it. Any thread.
 */
public final class Faults {
    private static final int MAX_CAUSES = 8;

    private Faults() {}

    /**
     * Logs a fault.
     *
     * @return the id it is logged under, for the one who is told that something went wrong
     */
    public static String log(Logger log, Throwable fault) {
        String id = Long.toHexString(ThreadLocalRandom.current().nextLong());
        log.error("unexpected fault {}: {}", id, withoutMessages(fault));
        return id;
    }

    private static String withoutMessages(Throwable fault) {
        StringBuilder text = new StringBuilder();
        Throwable cause = fault;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            text.append(depth == 0 ? "" : "\ncaused by ")
                    .append(cause.getClass().getName());
            for (StackTraceElement frame : cause.getStackTrace()) {
                text.append("\n\tat ").append(frame);
            }
            cause = cause.getCause();
        }
        return text.toString();
    }
}
