package org.clustershare.oidc.settings;

import java.util.Set;

/**
 * The clients whose ID tokens the API accepts: those of {@code oidc-api-client-ids}. If the setting
 * names none, the installation's client, as long as its tokens reach no cluster.
 *
 * @param clientIds their ids at the provider; empty if the API accepts no token
 */
public record ApiClients(Set<String> clientIds) {}
