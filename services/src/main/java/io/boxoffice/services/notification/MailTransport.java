package io.boxoffice.services.notification;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

/** Where mails go. For one thread; blocks. */
interface MailTransport extends AutoCloseable {
    /**
     * Hands a mail over.
     *
     * @throws RefusedException   when it, or its address, will never be taken
     * @throws MessagingException when it was not taken this time
     */
    void send(MimeMessage message) throws MessagingException;

    /** Lets go of what it holds. */
    @Override
    void close();

    /** The mail server will not take a mail, now or later. */
    final class RefusedException extends MessagingException {
        private static final long serialVersionUID = 1L;

        private final boolean addressIsWrong;

        /**
         * @param addressIsWrong whether nothing will ever be taken for this address
         */
        RefusedException(String answer, boolean addressIsWrong) {
            super(answer);
            this.addressIsWrong = addressIsWrong;
        }

        boolean addressIsWrong() {
            return addressIsWrong;
        }
    }
}
