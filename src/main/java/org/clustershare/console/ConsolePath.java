package org.clustershare.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The parameters of a page: the segments of its address behind the page's name. */
@RequestScoped
public class ConsolePath {
  private List<String> segments = List.of();

  void set(List<String> segments) {
    this.segments = List.copyOf(segments);
  }

  /** A segment, counted from 0; empty text when there are fewer. */
  public String segment(int index) {
    return index < segments.size() ? segments.get(index) : "";
  }

  /** The first parameter of the pages of a project and of its clusters. */
  public String projectId() {
    return segment(0);
  }

  /** The second parameter of the pages of a cluster. */
  public String clusterId() {
    return segment(1);
  }

  /**
   * Sends the browser to another page. It does not use {@code Faces.redirect}: that one creates
   * Faces' flash, which lives in the memory of one instance.
   *
   * @param path a format without a slash at its start, such as {@code console/project/%s}
   * @param segments they are encoded
   */
  public static void redirect(String path, String... segments) {
    var encoded =
        Arrays.stream(segments)
            .map(segment -> URLEncoder.encode(segment, StandardCharsets.UTF_8))
            .toArray();
    var external = FacesContext.getCurrentInstance().getExternalContext();
    try {
      external.redirect(external.getRequestContextPath() + "/" + path.formatted(encoded));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
