package io.boxoffice.services.catalog;

import java.util.Map;

/**
 * What is to be told to the booking core about a show. It is in the show's row before the core hears of it, and gone when the
 * row says the same as the core; kept as JSON.
 *
 * @param terms  for CHANGE_TERMS
 * @param prices for CHANGE_PRICES
 * @param blocks for CHANGE_BLOCKS, of seats
 * @param places for CHANGE_BLOCKS, of areas; null in what an older version intended
 * @param key    of a step that was asked for with one, else null
 */
record ShowIntent(
        Kind kind,
        ShowTerms terms,
        Prices prices,
        Map<String, Integer> blocks,
        Map<String, Integer> places,
        StepRequest.Key key) {
    enum Kind {
        PUBLISH,
        CLOSE,
        CANCEL,
        ARCHIVE,
        CHANGE_TERMS,
        CHANGE_PRICES,
        CHANGE_BLOCKS
    }

    static ShowIntent to(ShowStep step, StepRequest.Key key) {
        return new ShowIntent(step.intent(), null, null, null, null, key);
    }

    static ShowIntent toChange(ShowTerms terms) {
        return new ShowIntent(Kind.CHANGE_TERMS, terms, null, null, null, null);
    }

    static ShowIntent toChange(Prices prices) {
        return new ShowIntent(Kind.CHANGE_PRICES, null, prices, null, null, null);
    }

    static ShowIntent toChange(Blocks blocks) {
        return new ShowIntent(Kind.CHANGE_BLOCKS, null, null, blocks.seats(), blocks.places(), null);
    }

    /** What is to be blocked, of CHANGE_BLOCKS. */
    Blocks allBlocks() {
        return new Blocks(blocks, places);
    }
}
