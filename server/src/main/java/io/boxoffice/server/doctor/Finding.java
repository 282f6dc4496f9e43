package io.boxoffice.server.doctor;

/**
 * The outcome of one check.
 *
 * @param subject what was looked at, in a word or two
 * @param text    what was found
 * @param advice  what to do; empty when all is well
 */
public record Finding(Level level, String subject, String text, String advice) {
    /** How bad it is. */
    public enum Level {
        /** As it should be. */
        OK,
        /** Works, but not as well or as safely as it could. */
        WARN,
        /** A server would not start, or not keep its promises. */
        FAIL
    }

    static Finding ok(String subject, String text) {
        return new Finding(Level.OK, subject, text, "");
    }

    static Finding warn(String subject, String text, String advice) {
        return new Finding(Level.WARN, subject, text, advice);
    }

    static Finding fail(String subject, String text, String advice) {
        return new Finding(Level.FAIL, subject, text, advice);
    }
}
