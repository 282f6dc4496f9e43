/**
 * Who asks: bearer tokens, and how often one may ask.
 *
 * <p>{@link io.boxoffice.gateway.auth.TokenVerifier} turns a JSON Web Token into a
 * {@link io.boxoffice.gateway.auth.Principal}; only ES256 counts, whatever the token says of itself. The key pair is kept by
 * {@link io.boxoffice.gateway.auth.SigningKeys}; {@link io.boxoffice.gateway.auth.TokenIssuer} signs with it.
 * {@link io.boxoffice.gateway.auth.RequestRates} slows down single customers.
 */
package io.boxoffice.gateway.auth;
