package io.boxoffice.services.notification;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;

/** Letters as mails: text and HTML of the same. Any thread. */
final class MimeLetters {
    private static final String UTF_8 = "UTF-8";

    private final Session session = Session.getInstance(new Properties());
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(
            null, ContentType.Html, MimeLetters.class.getClassLoader(), "io.boxoffice.services.notification.drawn");
    private final String from;

    MimeLetters(String from) {
        this.from = from;
    }

    /** Whether mails can come from this. */
    static boolean isSender(String from) {
        try {
            InternetAddress[] parsed = InternetAddress.parse(from, true);
            return parsed.length == 1 && parsed[0].getAddress().indexOf('@') > 0;
        } catch (AddressException e) {
            return false;
        }
    }

    /** A mail whose Message-ID stays what it is. */
    private static final class NamedMessage extends MimeMessage {
        private final String messageId;

        NamedMessage(Session session, String messageId) {
            super(session);
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }
    }

    /** The mail. */
    MimeMessage of(Letter letter, String to, String messageId, Instant date) throws MessagingException {
        MimeMessage message = new NamedMessage(session, messageId);
        message.setFrom(InternetAddress.parse(from, true)[0]);
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to, true));
        message.setSubject(letter.subject(), UTF_8);
        message.setSentDate(Date.from(date));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("Content-Language", letter.language());
        MimeMultipart both = new MimeMultipart("alternative");
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(letter.plain(), UTF_8);
        both.addBodyPart(plain);
        MimeBodyPart html = new MimeBodyPart();
        html.setText(html(letter), UTF_8, "html");
        both.addBodyPart(html);
        message.setContent(both);
        message.saveChanges();
        return message;
    }

    private String html(Letter letter) {
        StringOutput output = new StringOutput();
        templates.render("letter.jte", letter, output);
        return output.toString();
    }
}
