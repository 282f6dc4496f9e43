/**
 * Mails about bookings. {@link io.boxoffice.services.notification.MailEvents} follows the event log and writes what is to be said into an
 * outbox in PostgreSQL, each once; {@link io.boxoffice.services.notification.Postman} takes mail after mail from there, says that it is
 * about to go, and hands it to a mail server or a folder. So after any crash none is lost, and at most the one that was on its way goes a
 * second time, with the same Message-ID.
 */
package io.boxoffice.services.notification;
