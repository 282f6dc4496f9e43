package io.boxoffice.services.organisation;

import io.boxoffice.gateway.auth.Role;
import java.util.Locale;

/** What a member, or an API key, does for an organisation. */
enum MemberRole {
    /** Everything, API keys and owners included. */
    OWNER(Role.OWNER),
    /** Catalog, prices, members. */
    MANAGER(Role.ORGANIZER),
    /** Sells and cancels at the counter. */
    BOX_OFFICE(Role.BOX_OFFICE),
    /** Checks tickets in. */
    DOOR(Role.DOOR),
    /** Reads what was sold and paid back. */
    FINANCE(Role.FINANCE);

    /** As bodies and rows write them. */
    static final String PATTERN = "^(owner|manager|box_office|door|finance)$";

    /** Those that an API key may have. */
    static final String PATTERN_OF_KEYS = "^(manager|box_office|door|finance)$";

    private final Role inRoutes;

    MemberRole(Role inRoutes) {
        this.inRoutes = inRoutes;
    }

    /** What routes call it. */
    Role inRoutes() {
        return inRoutes;
    }

    /** As bodies and rows write it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of such a text. */
    static MemberRole of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
