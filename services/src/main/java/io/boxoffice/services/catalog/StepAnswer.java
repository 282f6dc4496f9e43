package io.boxoffice.services.catalog;

/**
 * The answer to a step of a show; a key's first one again, where it was asked with a key that is known.
 *
 * @param version of the show after the step
 * @param body    as sent
 */
public record StepAnswer(long version, byte[] body) {
    /** How a show looks as the answer to a step. Small, since it is kept with the step's key. Any thread; must not block. */
    @FunctionalInterface
    public interface Encoder {
        /**
         * @param names null: not known
         */
        byte[] body(Show show, ShowLabels names);
    }

    static StepAnswer of(Show show, ShowLabels names, Encoder encoder) {
        return new StepAnswer(show.version(), encoder.body(show, names));
    }
}
