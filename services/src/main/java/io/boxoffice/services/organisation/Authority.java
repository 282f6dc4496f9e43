package io.boxoffice.services.organisation;

import io.boxoffice.gateway.auth.Principal;
import io.boxoffice.gateway.auth.Role;
import io.boxoffice.gateway.http.HttpProblem;
import io.boxoffice.gateway.http.ProblemException;
import io.boxoffice.services.database.NotFoundException;

/**
 * What a caller may decide in one organisation.
 *
 * @param role there; {@link Role#ADMIN} of administrators
 */
record Authority(Role role) {
    /**
     * In the organisation that the request's path names: people need not name it in the header too.
     *
     * @throws NotFoundException when it is another's
     */
    static Authority of(Principal caller, long organisationId, Members members) {
        Role role = null;
        if (caller.role() == Role.CUSTOMER) {
            role = members.role(organisationId, caller.subject())
                    .map(MemberRole::inRoutes)
                    .orElse(null);
        } else if (caller.organisation() == organisationId
                || caller.role() == Role.ADMIN && caller.organisation() == 0) {
            role = caller.role();
        }
        if (role == null) {
            throw new NotFoundException("no organisation " + organisationId);
        }
        return new Authority(role);
    }

    /** Whether they decide who works there, but for owners. */
    boolean isManager() {
        return isOwner() || role == Role.ORGANIZER;
    }

    /** Whether they decide everything there. */
    boolean isOwner() {
        return role == Role.OWNER || role == Role.ADMIN;
    }

    /** Whether they decide about members of a role. */
    boolean decidesAbout(String memberRole) {
        return MemberRole.of(memberRole) == MemberRole.OWNER ? isOwner() : isManager();
    }

    /** Refuses what the authority does not allow. */
    static void require(boolean allowed) {
        if (!allowed) {
            throw refused();
        }
    }

    static ProblemException refused() {
        return new ProblemException(HttpProblem.FORBIDDEN, "the role in the organisation does not allow this");
    }
}
