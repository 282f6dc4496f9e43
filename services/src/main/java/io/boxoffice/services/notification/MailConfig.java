package io.boxoffice.services.notification;

import io.boxoffice.protocol.config.ConfigPart;
import io.boxoffice.protocol.config.Section;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where mails go, and when.
 *
 * @param smtp   the mail server; null: none
 * @param folder where mails are written as files without a mail server; null: nowhere
 * @param from   the sender
 */
public record MailConfig(Smtp smtp, Path folder, String from, Times times) {
    /** Reads it from the section {@code mail}. */
    public static final ConfigPart<MailConfig> PART = new ConfigPart<>("mail", MailConfig.class, MailConfig::read);

    /** How the connection to a mail server is encrypted. */
    public enum Encryption {
        NONE,
        STARTTLS,
        TLS
    }

    /**
     * A mail server.
     *
     * @param user             empty: it asks for none
     * @param connectTimeoutMs and {@code answerTimeoutMs}: after which it counts as away
     */
    public record Smtp(
            String host,
            int port,
            String user,
            String password,
            Encryption encryption,
            int connectTimeoutMs,
            int answerTimeoutMs) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /**
     * When.
     *
     * @param poll     between two looks at events, and at the outbox
     * @param retryMin pause after a mail was not taken; doubles each time up to {@code retryMax}
     * @param giveUp   after which it is not tried any more
     * @param lease    after which a mail that somebody was sending is sent by another; longer than sending ever takes
     * @param kept     how long what was sent is remembered
     */
    public record Times(
            Duration poll, Duration retryMin, Duration retryMax, Duration giveUp, Duration lease, Duration kept) {
        private static Times read(Section s) {
            return new Times(
                    ms(s, "poll-interval-ms", 10),
                    ms(s, "retry-min-ms", 10),
                    ms(s, "retry-max-ms", 10),
                    ms(s, "give-up-ms", 1_000),
                    ms(s, "lease-ms", 100),
                    Duration.ofDays(s.integer("keep-days", 1, 3_660)));
        }

        private static Duration ms(Section s, String key, long min) {
            return Duration.ofMillis(s.whole(key, min, 31 * Section.DAY_MS));
        }
    }

    /** The same with a folder within a directory. */
    public MailConfig in(Path directory) {
        return folder == null ? this : new MailConfig(smtp, directory.resolve(folder), from, times);
    }

    /** Whether mails go out at all. */
    public boolean isOn() {
        return smtp != null || folder != null;
    }

    private static MailConfig read(Section s) {
        Section smtp = s.section("smtp");
        String host = smtp.text("host");
        String folder = s.text("folder");
        String from = s.text("from").strip();
        if (!host.isEmpty() && from.isEmpty()) {
            throw s.refused("from", "must be set where mail.smtp.host is");
        }
        if (!from.isEmpty() && !MimeLetters.isSender(from)) {
            throw s.refused("from", "must be an address, such as Boxoffice <tickets@boxoffice.example>");
        }
        Smtp server = new Smtp(
                host,
                smtp.integer("port", 1, 65_535),
                smtp.text("user"),
                smtp.text("password"),
                smtp.choice("encryption", Encryption.class),
                smtp.integer("connect-timeout-ms", 100, 600_000),
                smtp.integer("answer-timeout-ms", 100, 600_000));
        return new MailConfig(
                host.isEmpty() ? null : server,
                folder.isEmpty() ? null : Path.of(folder),
                from.isEmpty() ? "Boxoffice <tickets@localhost.localdomain>" : from,
                Times.read(s));
    }
}
