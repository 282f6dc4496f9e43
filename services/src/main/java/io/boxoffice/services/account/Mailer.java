package io.boxoffice.services.account;

import org.jdbi.v3.core.Handle;

/** What accounts ask of whoever sends mails. */
public interface Mailer {
    /** No mail is sent. */
    Mailer OFF = new Mailer() {
        @Override
        public boolean isOn() {
            return false;
        }

        @Override
        public void sendCode(Handle handle, long codeId, long personId) {
            throw new IllegalStateException("no mail is sent");
        }

        @Override
        public void forget(Handle handle, long personId) {
            // Nothing is known.
        }
    };

    /** Whether mails go out at all. */
    boolean isOn();

    /** Sends a code ({@link Codes#mail}), once the handle's transaction is committed. */
    void sendCode(Handle handle, long codeId, long personId);

    /** Forgets what was and is to be sent to a person, in the handle's transaction. */
    void forget(Handle handle, long personId);
}
