package org.clustershare.console;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Leads addresses to Faces pages. They lie under WEB-INF, in folders with the names of this
 * package's, so that no other address reaches them.
 */
public class PageServlet extends HttpServlet {
  /** The pages, by the address that leads to each. */
  public static final Map<String, Page> PAGES =
      Map.ofEntries(
          Map.entry("/share", new Page("share/share", 1)),
          Map.entry("/download", new Page("share/download", 1)),
          Map.entry("/console/projects", new Page("project/projects", 0)),
          Map.entry("/console/project", new Page("project/project", 1)),
          Map.entry("/console/members", new Page("project/members", 1)),
          Map.entry("/console/access", new Page("access/access", 1)),
          Map.entry("/console/people", new Page("access/people", 0)),
          Map.entry("/console/cluster", new Page("cluster/cluster", 2)),
          Map.entry("/console/cluster-settings", new Page("cluster/cluster-settings", 2)),
          Map.entry("/console/bindings", new Page("cluster/bindings", 2)),
          Map.entry("/console/roles", new Page("cluster/roles", 2)),
          Map.entry("/console/trust", new Page("cluster/trust", 2)));

  private final transient ConsolePath path;

  /**
   * A page.
   *
   * @param file its path under {@code WEB-INF/pages}, without the extension
   * @param parameters how many segments follow its name in an address, exactly
   */
  public record Page(String file, int parameters) {}

  @Inject
  PageServlet(ConsolePath path) {
    this.path = path;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    var address = request.getRequestURI().substring(request.getContextPath().length());
    if (!address.equals(request.getServletPath() + Objects.toString(request.getPathInfo(), ""))) {
      // An address with encoded characters, such as ..%2f: the filters judged another path.
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    for (var entry : PAGES.entrySet()) {
      var name = entry.getKey();
      if (address.equals(name) || address.startsWith(name + "/")) {
        var page = entry.getValue();
        var rest = address.substring(name.length());
        var segments =
            rest.isEmpty() ? List.<String>of() : List.of(rest.substring(1).split("/", -1));
        if (segments.size() == page.parameters()) {
          path.set(segments);
          request
              .getRequestDispatcher("/WEB-INF/pages/" + page.file() + ".xhtml")
              .forward(request, response);
          return;
        }
      }
    }
    response.sendError(HttpServletResponse.SC_NOT_FOUND);
  }
}
