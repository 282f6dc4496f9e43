package io.boxoffice.server.fuzz;

import java.io.IOException;
import java.util.Locale;

/** The decoders that meet bytes of others. */
enum Decoder {
    COMMAND(60, CommandTarget::new),
    QUERY(60, QueryTarget::new),
    SEAT_MAP(40, UploadTargets.SeatMaps::new),
    PRICE_LIST(40, UploadTargets.Prices::new),
    SEAT_BLOCKS(40, UploadTargets.Blocks::new),
    TICKET(20, TextTargets.TicketCodes::new),
    TOKEN(4, TextTargets.Tokens::new),
    SEATING_PLAN(2, FileTargets.SeatingPlans::new),
    CONFIG_FILE(2, FileTargets.ConfigFiles::new),
    CINEMAS(1, FileTargets.CinemaFiles::new),
    JOURNAL(2, JournalTarget::new);

    /** Makes a target. */
    interface Maker {
        FuzzTarget make() throws IOException;
    }

    private final int share;
    private final Maker maker;

    Decoder(int share, Maker maker) {
        this.share = share;
        this.maker = maker;
    }

    /** How large a part of all inputs it gets: fast decoders get more. */
    int share() {
        return share;
    }

    FuzzTarget open() throws IOException {
        return maker.make();
    }

    /** As its corpus's directory is called. */
    String directory() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
