package io.boxoffice.services.organisation;

import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;

/**
 * Limits of organisations.
 *
 * @param maxOrganisations of this installation
 * @param maxMembers       of one organisation
 * @param maxPerPerson     organisations of one person
 * @param maxInvitations   of one organisation, unused
 * @param invitationHours  how long one counts that does not say
 * @param maxKeys          API keys of one organisation
 * @param maxKeyDays       how long a key may count
 * @param maxKnown         members and keys of all organisations
 * @param refreshMs        between two looks at what other servers changed
 */
public record OrganisationConfig(
        int maxOrganisations,
        int maxMembers,
        int maxPerPerson,
        int maxInvitations,
        int invitationHours,
        int maxKeys,
        int maxKeyDays,
        int maxKnown,
        long refreshMs) {
    /** What the section says by itself. */
    public static final OrganisationConfig DEFAULT =
            new OrganisationConfig(10_000, 200, 16, 50, 168, 50, 400, 100_000, 1_000);

    /** Reads it from the section {@code organisations}. */
    public static final ConfigPart<OrganisationConfig> PART =
            new ConfigPart<>("organisations", OrganisationConfig.class, OrganisationConfig::read);

    private static OrganisationConfig read(Section s) {
        return new OrganisationConfig(
                s.integer("max-organisations", 1, 1_000_000),
                s.integer("max-members", 1, 100_000),
                s.integer("max-per-person", 1, 1_000),
                s.integer("max-invitations", 1, 10_000),
                s.integer("invitation-hours", 1, InvitationRequest.MAX_HOURS),
                s.integer("max-keys", 0, 10_000),
                s.integer("max-key-days", 1, 3_660),
                s.integer("max-known", 1, 1_000_000),
                s.whole("refresh-ms", 100, Section.DAY_MS));
    }
}
