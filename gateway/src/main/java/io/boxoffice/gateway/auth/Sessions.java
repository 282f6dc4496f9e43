package io.boxoffice.gateway.auth;

/** The sessions of browsers: what the gateway asks of whoever keeps accounts. Never blocks; any thread. */
public interface Sessions {
    /** No browser has one. */
    Sessions NONE = new Sessions() {
        @Override
        public String cookieName() {
            return "";
        }

        @Override
        public Session find(String cookie) {
            return null;
        }

        @Override
        public Session begin() {
            return null;
        }
    };

    /** The name of the cookie that tells them. */
    String cookieName();

    /** The session that a cookie of that name tells; null when it does not count. */
    Session find(String cookie);

    /** A new one, of a person whom nobody knows yet; null where browsers have none. */
    Session begin();
}
