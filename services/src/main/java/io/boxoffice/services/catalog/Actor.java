package io.boxoffice.services.catalog;

/**
 * Who asks. Organizers see and change only what is theirs, admins everything; the public sees what is published.
 *
 * @param id    of the organizer or admin; 0 for the public
 * @param admin whether everything is theirs
 */
public record Actor(long id, boolean admin) {
    /** Someone without rights on the catalog. */
    public static final Actor PUBLIC = new Actor(0, false);

    public static Actor organizer(long id) {
        return new Actor(id, false);
    }

    public static Actor admin(long id) {
        return new Actor(id, true);
    }

    /** Whether what belongs to this owner is theirs to see in full and to change. */
    public boolean owns(long ownerId) {
        return admin || id != 0 && id == ownerId;
    }
}
