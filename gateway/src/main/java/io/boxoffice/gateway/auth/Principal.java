package io.boxoffice.gateway.auth;

/**
 * Who asks.
 *
 * @param subject a positive number; 0 for someone without a token
 * @param role    null for someone without a token
 * @param organisationId for which organisation they act; 0: the platform
 */
public record Principal(long subject, Role role, long organisationId) {
    public static final Principal ANONYMOUS = new Principal(0, null);

    /** One who acts for the platform, or for themselves. */
    public Principal(long subject, Role role) {
        this(subject, role, 0);
    }

    /** Whether every reservation, of their organisation's shows, is theirs to see and change. */
    public boolean isStaff() {
        return role == Role.BOX_OFFICE || role == Role.OWNER || role == Role.ADMIN;
    }

    /** What goes into commands on reservations: the owner's id, or 0 for staff. */
    public long reservationAccess() {
        return isStaff() ? 0 : subject;
    }

    /** What goes into commands on reservations: the organisation that staff act for; 0: any, and for all others. */
    public long organisationAccess() {
        return isStaff() ? organisation() : 0;
    }

    /** Whose venues, events and shows an organizer's are: their organisation's, or their own. */
    public long owner() {
        return organisationId == 0 ? subject : organisationId;
    }

    /**
     * The organisation whose things are theirs to work with, as far as their role goes; 0: none, or, of staff of the platform, any.
     * Customers act for nobody but themselves, whatever their token names.
     */
    public long organisation() {
        if (role == null || role == Role.CUSTOMER) {
            return 0;
        }
        return role == Role.ORGANIZER || role == Role.OWNER ? owner() : organisationId;
    }
}
