package io.boxoffice.gateway.auth;

/** Who works for which organisation: what the gateway asks of the feature that keeps organisations. Never blocks; any thread. */
public interface Memberships {
    /** Nobody works for any, and none is closed. */
    Memberships NONE = new Memberships() {
        @Override
        public Role role(long personId, long organisationId) {
            return null;
        }

        @Override
        public ApiKey key(String text) {
            return null;
        }

        @Override
        public boolean isClosed(long organisationId) {
            return false;
        }
    };

    /** What a person may do for an organisation; null when they are no member, or nobody acts for it. */
    Role role(long personId, long organisationId);

    /** The API key with this text; null when it does not count. */
    ApiKey key(String text);

    /** Whether nobody may act for an organisation: it is known, and not approved. */
    boolean isClosed(long organisationId);
}
