package io.boxoffice.gateway.auth;

import java.util.Locale;

/** What a token allows. */
public enum Role {
    /** Buys for themselves. */
    CUSTOMER,
    /** Makes venues, events and shows, sees what is sold of them, checks tickets in. */
    ORGANIZER,
    /** Sells on behalf of customers and sees every booking. */
    BOX_OFFICE,
    /** Checks tickets in. */
    DOOR,
    /** Reads what was sold and paid back. */
    FINANCE,
    /** Everything of one organisation. */
    OWNER,
    /** Everything. */
    ADMIN;

    /** Whether it is for an organisation's work, so that who owns the organisation has it too. */
    public boolean isOfOrganisations() {
        return this != CUSTOMER && this != ADMIN;
    }

    /** As tokens and the command line write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException when there is no such role
     */
    public static Role of(String text) {
        for (Role role : values()) {
            if (role.text().equals(text)) {
                return role;
            }
        }
        throw new IllegalArgumentException("no such role: " + text);
    }
}
