package io.boxoffice.gateway.auth;

/**
 * Who asks.
 *
 * @param subject a positive number; 0 for someone without a token
 * @param role    null for someone without a token
 */
public record Principal(long subject, Role role) {
    public static final Principal ANONYMOUS = new Principal(0, null);

    /** Whether every reservation is theirs to see and change. */
    public boolean isStaff() {
        return role == Role.BOX_OFFICE || role == Role.ADMIN;
    }

    /** What goes into commands on reservations: the owner's id, or 0 for staff. */
    public long reservationAccess() {
        return isStaff() ? 0 : subject;
    }
}
