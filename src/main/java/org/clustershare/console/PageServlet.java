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
 * Leads addresses to Faces pages, which lie under WEB-INF so that there is no other way to them.
 * What stands behind a page's address are its parameters, exactly as many as it has.
 */
public class PageServlet extends HttpServlet {
  private static final Map<String, Integer> PARAMETERS =
      Map.ofEntries(
          Map.entry("/share", 1),
          Map.entry("/download", 1),
          Map.entry("/console/projects", 0),
          Map.entry("/console/people", 0),
          Map.entry("/console/project", 1),
          Map.entry("/console/members", 1),
          Map.entry("/console/access", 1),
          Map.entry("/console/bindings", 2),
          Map.entry("/console/cluster", 2),
          Map.entry("/console/cluster-settings", 2),
          Map.entry("/console/trust", 2),
          Map.entry("/console/roles", 2));

  @Inject private transient ConsolePath path;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    var address = request.getRequestURI().substring(request.getContextPath().length());
    if (!address.equals(request.getServletPath() + Objects.toString(request.getPathInfo(), ""))) {
      // Written in another way than the server reads it, as ..%2f: filters saw another page.
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    for (var page : PARAMETERS.entrySet()) {
      if (address.equals(page.getKey()) || address.startsWith(page.getKey() + "/")) {
        var rest = address.substring(page.getKey().length());
        var segments =
            rest.isEmpty() ? List.<String>of() : List.of(rest.substring(1).split("/", -1));
        if (segments.size() == page.getValue()) {
          path.set(segments);
          var name = page.getKey().substring(page.getKey().lastIndexOf('/'));
          request
              .getRequestDispatcher("/WEB-INF/pages" + name + ".xhtml")
              .forward(request, response);
          return;
        }
      }
    }
    response.sendError(HttpServletResponse.SC_NOT_FOUND);
  }
}
