package io.boxoffice.services.notification;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/** A mail server, over one connection that is kept while mails follow each other. */
final class SmtpTransport implements MailTransport {
    private static final int PERMANENT = 500;

    private final MailConfig.Smtp config;
    private final Session session;
    private Transport connection;

    SmtpTransport(MailConfig.Smtp config) {
        this.config = config;
        Properties settings = new Properties();
        settings.put("mail.smtp.connectiontimeout", config.connectTimeoutMs());
        settings.put("mail.smtp.timeout", config.answerTimeoutMs());
        settings.put("mail.smtp.writetimeout", config.answerTimeoutMs());
        settings.put("mail.smtp.auth", Boolean.toString(!config.user().isEmpty()));
        settings.put("mail.smtp.ssl.checkserveridentity", "true");
        settings.put("mail.smtp.ssl.enable", Boolean.toString(config.encryption() == MailConfig.Encryption.TLS));
        String startTls = Boolean.toString(config.encryption() == MailConfig.Encryption.STARTTLS);
        settings.put("mail.smtp.starttls.enable", startTls);
        settings.put("mail.smtp.starttls.required", startTls);
        session = Session.getInstance(settings);
    }

    @Override
    public void send(MimeMessage message) throws MessagingException {
        try {
            connect();
            connection.sendMessage(message, message.getRecipients(Message.RecipientType.TO));
        } catch (SendFailedException e) {
            RefusedException refused = refused(e);
            if (refused != null) {
                throw refused;
            }
            close();
            throw e;
        } catch (MessagingException e) {
            close();
            throw e;
        }
    }

    private void connect() throws MessagingException {
        // Asks the server whether it is still there.
        if (connection == null || !connection.isConnected()) {
            close();
            connection = session.getTransport("smtp");
            String user = config.user().isEmpty() ? null : config.user();
            connection.connect(config.host(), config.port(), user, user == null ? null : config.password());
        }
    }

    /** What a server said for good; null: it may take the mail another time. */
    private static RefusedException refused(SendFailedException failure) {
        for (Exception cause = failure; cause != null; cause = next(cause)) {
            if (cause instanceof SMTPAddressFailedException address && address.getReturnCode() >= PERMANENT) {
                return new RefusedException(answer(address), MailAnswers.isWrongAddress(address.getMessage()));
            }
            if (cause instanceof SMTPSendFailedException sending && sending.getReturnCode() >= PERMANENT) {
                return new RefusedException(answer(sending), false);
            }
        }
        return null;
    }

    private static Exception next(Exception cause) {
        return cause instanceof MessagingException chain ? chain.getNextException() : null;
    }

    private static String answer(Exception e) {
        return String.valueOf(e.getMessage()).strip();
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (MessagingException e) {
                // It is gone.
            }
            connection = null;
        }
    }
}
