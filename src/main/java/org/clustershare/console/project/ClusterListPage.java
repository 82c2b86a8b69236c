package org.clustershare.console.project;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.clustershare.cluster.ClusterQuery;
import org.clustershare.cluster.ClusterQuery.Order;
import org.clustershare.cluster.Clusters;
import org.clustershare.cluster.model.Cluster;
import org.clustershare.cluster.model.Cluster.CredentialState;
import org.clustershare.console.ConsolePath;
import org.clustershare.identity.CurrentPerson;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Faces;

/** List of a project's clusters. Search, order and page number are in the address. */
@Named("clusterList")
@RequestScoped
public class ClusterListPage {
  private static final int PAGE_SIZE = 30;
  private static final int UNSEARCHED = 6;
  private static final int MAX_PAGES = 100_000;

  private final CurrentPerson current;
  private final Clusters clusters;
  private final ConsolePath path;
  private final Clock clock;

  private @Nullable List<Cluster> found;
  private @Nullable Long total;

  @Inject
  ClusterListPage(CurrentPerson current, Clusters clusters, ConsolePath path, Clock clock) {
    this.current = current;
    this.clusters = clusters;
    this.path = path;
    this.clock = clock;
  }

  public List<Cluster> getClusters() {
    if (found == null) {
      int offset = (getPage() - 1) * PAGE_SIZE;
      found =
          clusters.in(
              current.require(),
              path.projectId(),
              new ClusterQuery(getSearch(), getOrder(), offset, PAGE_SIZE));
    }
    return found;
  }

  public long getTotal() {
    if (total == null) {
      total = clusters.count(current.require(), path.projectId(), getSearch());
    }
    return total;
  }

  /** Whether the project has enough clusters for a search. */
  public boolean isSearchable() {
    return getTotal() > UNSEARCHED || !getSearch().isEmpty();
  }

  public String getSearch() {
    return parameter("search").strip();
  }

  public Order getOrder() {
    return Order.of(parameter("sort")).orElse(Order.NAME);
  }

  public Order[] getOrders() {
    return Order.values();
  }

  public int getPage() {
    var page = parameter("page");
    int number = page.matches("[0-9]{1,5}") ? Integer.parseInt(page) : 1;
    return Math.max(1, Math.min(number, Math.min(getPages(), MAX_PAGES)));
  }

  public int getPages() {
    return (int) ((getTotal() + PAGE_SIZE - 1) / PAGE_SIZE);
  }

  /** The link to another page of the same search. */
  public String link(int page) {
    return "?page=%d&sort=%s&search=%s"
        .formatted(page, getOrder().key(), URLEncoder.encode(getSearch(), StandardCharsets.UTF_8));
  }

  public CredentialState state(Cluster cluster) {
    return cluster.credentialState(clock.instant());
  }

  private static String parameter(String name) {
    return Optional.ofNullable(Faces.getRequestParameter(name)).orElse("");
  }
}
