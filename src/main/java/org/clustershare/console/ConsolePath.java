package org.clustershare.console;

import jakarta.enterprise.context.RequestScoped;
import java.util.List;

/** What stands behind a page's name in the address, such as the ids of a project and a cluster. */
@RequestScoped
public class ConsolePath {
  private List<String> segments = List.of();

  void set(List<String> given) {
    this.segments = List.copyOf(given);
  }

  /** A segment, counted from 0; empty text when there are fewer. */
  public String segment(int index) {
    return index < segments.size() ? segments.get(index) : "";
  }
}
