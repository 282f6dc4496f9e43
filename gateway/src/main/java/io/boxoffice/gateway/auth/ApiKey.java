package io.boxoffice.gateway.auth;

/**
 * A key by which a program acts for an organisation, sent as a bearer token.
 *
 * @param principal its subject is the key's own id
 * @param readOnly  whether it reads and does nothing else
 */
public record ApiKey(Principal principal, boolean readOnly) {
    /** How each begins, so that those who find one know what it is. */
    public static final String PREFIX = "bxo_";
}
