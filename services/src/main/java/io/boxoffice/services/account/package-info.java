/**
 * Who people are. A visitor is a number that a browser's cookie tells ({@link io.boxoffice.services.account.CookieSessions}); it
 * buys from the first hold on, and PostgreSQL knows nothing of it. A guest is a visitor who typed an address
 * ({@link io.boxoffice.services.account.Guests}); a link in a mail, or a code sent there, shows the bookings on other devices.
 */
package io.boxoffice.services.account;
