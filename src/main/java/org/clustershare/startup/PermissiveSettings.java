package org.clustershare.startup;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.clustershare.cluster.settings.KubeconfigStyle;
import org.clustershare.platform.config.FeatureGate;
import org.clustershare.platform.net.NetworkRange;

/**
 * Settings that allow more than the defaults do. Each has one sentence: what is open, what a person
 * can do with it, and which setting closes it. The log prints them at startup.
 */
public final class PermissiveSettings {
  private final Settings settings;
  private final List<String> sentences = new ArrayList<>();

  private PermissiveSettings(Settings settings) {
    this.settings = settings;
  }

  /** The sentences about settings that are open. */
  public static List<String> of(Settings settings) {
    var open = new PermissiveSettings(settings);
    open.people();
    open.api();
    open.files();
    open.clusters();
    open.monitoring();
    return List.copyOf(open.sentences);
  }

  /**
   * The sentences about defaults that are stricter than in earlier builds, for operators who
   * upgrade.
   */
  public static List<String> closedByDefault(Settings settings) {
    var sentences = new ArrayList<String>();
    if (settings.projects().creators().isEmpty()) {
      sentences.add(
          "project-creators is not set, so only admins can create projects. In earlier builds every person could: project-creators=everyone restores that.");
    }
    if (settings.apiClients().clientIds().isEmpty()) {
      sentences.add(
          "oidc-api-client-ids is not set, so the API accepts no bearer tokens. Earlier builds accepted those of %s, which reach clusters; register a client for the API and name it there."
              .formatted(settings.oidc().clientId()));
    }
    return List.copyOf(sentences);
  }

  private void people() {
    var signIn = settings.oidc().signIn();
    if (settings.projects().everyoneCreates()) {
      add(
          "project-creators=everyone: every person whom the provider signs in%s can create projects and add clusters that they run."
              .formatted(
                  signIn.emailDomains().isEmpty() ? " (oidc-email-domains is not set)" : ""));
    }
    if (!signIn.requireVerifiedEmail()) {
      add(
          "oidc-require-verified-email=false: a person who enters another person's email at the provider is signed in as that person.");
    } else if (!signIn.issuersWithoutEmailVerified().isEmpty()) {
      add(
          "oidc-issuers-without-email-verified names %s: a person who can change their email there can sign in as another person (nOAuth)."
              .formatted(join(signIn.issuersWithoutEmailVerified())));
    }
    if (!settings.oidc().accounts().acceptedChanges().isEmpty()) {
      add(
          "oidc-accept-changed-subjects names %s: another account of the provider takes over these addresses by signing in once; remove the setting after the change."
              .formatted(join(settings.oidc().accounts().acceptedChanges())));
    }
    if (!signIn.trustedAudiences().isEmpty()) {
      add(
          "oidc-trusted-audiences names %s: a program that gets a token as one of these can use it here."
              .formatted(join(signIn.trustedAudiences())));
    }
  }

  private void api() {
    var named = settings.oidc().signIn().apiClientIds();
    var reach = new LinkedHashSet<>(named);
    reach.retainAll(settings.clientsAtClusters());
    if (!reach.isEmpty()) {
      add(
          "oidc-api-client-ids names %s, whose tokens are in kubeconfigs or go to clusters: people who run a cluster can use them at the API until they expire."
              .formatted(join(reach)));
    } else if (named.isEmpty() && !settings.apiClients().clientIds().isEmpty()) {
      add(
          "oidc-api-client-ids is not set, and tokens of %s reach no cluster now, so the API accepts them, also those in kubeconfigs that were downloaded earlier."
              .formatted(settings.oidc().clientId()));
    }
  }

  private void files() {
    if (!settings.installation().isOpen(FeatureGate.OIDC_KUBE_CFG_ENDPOINT)
        || !settings.sharing().allows(KubeconfigStyle.AUTH_PROVIDER)) {
      return;
    }
    add(
        "kubeconfig-styles offers auth-provider: kubeconfigs contain tokens of %s, which every cluster without a client of its own accepts."
            .formatted(settings.oidc().clientId()));
    if (settings.oidc().clientSecret().isPresent()) {
      add(
          "kubeconfig-styles offers auth-provider, and %s has a secret: every such kubeconfig holds oidc-issuer-client-secret."
              .formatted(settings.oidc().clientId()));
    }
  }

  private void clusters() {
    var clusters = settings.clusters();
    if (clusters.acceptEarlySeals()) {
      add(
          "accept-early-seals=true: a person who can write the database can have a cluster's credentials sealed for another address; remove the setting after one start.");
    }
    if (clusters.issuers().any()) {
      add(
          "cluster-issuers=any: an editor can lead recipients of a share to a sign-in page of their own.");
    }
    var oidc = settings.oidc();
    if (!clusters.issuers().named().isEmpty()
        && oidc.consoleRedirectUri().equals(oidc.redirectUri())) {
      add(
          "cluster-issuers names %s: a person who runs such an issuer can sign in to the console as a recipient, unless %s sends iss (RFC 9207); oidc-console-redirect-uri=<base>/callback, registered at the provider, prevents it."
              .formatted(join(clusters.issuers().named()), oidc.issuerUrl()));
    }
    if (clusters.clientIds().names().contains("*")) {
      add(
          "cluster-client-ids=*: an editor can name any client of the provider for a cluster, and collect its tokens there.");
    }
    if (clusters.addressPolicy().contains(NetworkRange.LOOPBACK)) {
      add(
          "cluster-address-policy names loopback: an editor can make this server connect to ports of its own machine.");
    }
  }

  private void monitoring() {
    if (settings.installation().monitoringNetworks().contains(NetworkRange.PUBLIC)) {
      add(
          "monitoring-networks names public: /metrics, /openapi and the details of /health are open to every network.");
    }
  }

  private void add(String sentence) {
    sentences.add(sentence);
  }

  private static String join(Set<String> names) {
    return String.join(", ", names);
  }
}
