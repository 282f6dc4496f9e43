/**
 * A payment provider for trying things: it moves no money, and behaves as its tokens say. {@link
 * io.boxoffice.services.sandbox.SandboxProvider} is the {@link io.boxoffice.services.payment.PaymentProvider}, {@link
 * io.boxoffice.services.sandbox.SandboxAccounts} its books, which {@link io.boxoffice.services.sandbox.SandboxFile} keeps on disk.
 * Payments know nothing of it.
 */
package io.boxoffice.services.sandbox;
