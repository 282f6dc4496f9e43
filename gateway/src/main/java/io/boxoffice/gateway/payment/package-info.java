/**
 * Paying for bookings over HTTP: {@link io.boxoffice.gateway.payment.PaymentRoutes} words the outcomes of
 * {@link io.boxoffice.services.payment.PaymentService}, which does the work and never blocks.
 */
package io.boxoffice.gateway.payment;
