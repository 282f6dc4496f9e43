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

    /** Whether every reservation is theirs to see and change. */
    public boolean isStaff() {
        return role == Role.BOX_OFFICE || role == Role.ADMIN;
    }

    /** What goes into commands on reservations: the owner's id, or 0 for staff. */
    public long reservationAccess() {
        return isStaff() ? 0 : subject;
    }

    /** What goes into commands on reservations: the organisation that staff act for; 0: any, and for all others. */
    public long organisationAccess() {
        return isStaff() ? organisationId : 0;
    }

    /** Whose venues, events and shows an organizer's are: their organisation's, or their own. */
    public long owner() {
        return organisationId == 0 ? subject : organisationId;
    }

    /** Whose shows they may let people in to; 0: any. */
    public long doorAccess() {
        return role == Role.ORGANIZER ? owner() : organisationId;
    }
}
