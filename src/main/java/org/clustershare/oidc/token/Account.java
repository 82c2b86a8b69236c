package org.clustershare.oidc.token;

import java.io.Serializable;

/**
 * An account at a provider. Issuer and subject together identify it permanently; an email address
 * can move from one account to another (OpenID Connect Core 1.0, section 5.7).
 *
 * @param issuer the claim {@code iss}
 * @param subject the claim {@code sub}, or the one that {@code oidc-subject-claim} names; at most
 *     255 characters
 */
public record Account(String issuer, String subject) implements Serializable {}
