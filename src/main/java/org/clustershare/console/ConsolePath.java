package org.clustershare.console;

import jakarta.enterprise.context.RequestScoped;
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
}
