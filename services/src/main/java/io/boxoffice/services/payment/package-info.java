/**
 * Money: taken only for seats that are there, given back when they were not given.
 *
 * <p>{@link io.boxoffice.services.payment.PaymentFeature} puts it together. {@link io.boxoffice.services.payment.PaymentProvider} is the port to
 * whoever moves money; {@code services.sandbox} stands behind it until there is a real one. {@link
 * io.boxoffice.services.payment.PaymentService} answers the customer who pays: BeginPayment is on disk before the provider is
 * asked, and the provider's word is a command to the booking core before the customer hears it. {@link
 * io.boxoffice.services.payment.SettlementWorker} does everything that nobody waits for: captures, refunds, and whatever a
 * crash, a time-out or a late approval left open. The truth is the core's journal: at start the worker asks the core what is
 * open, and the provider how each of these stands.
 */
package io.boxoffice.services.payment;
