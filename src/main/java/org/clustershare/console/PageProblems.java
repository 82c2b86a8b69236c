package org.clustershare.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.clustershare.platform.problem.ErrorServlet;
import org.clustershare.platform.problem.ProblemException;

/** Shows problems to people: beside the form that they can mend, or as the error page. */
@ApplicationScoped
public class PageProblems {

  /** The value, or the error page with its status when there is a problem. */
  public <T> Optional<T> orErrorPage(Supplier<T> source) {
    try {
      return Optional.of(source.get());
    } catch (RuntimeException e) {
      return errorPage(ProblemException.find(e).orElseThrow(() -> e));
    }
  }

  /** Does something; a problem becomes a message on the page. Tells whether it was done. */
  public boolean orMessage(Runnable action) {
    try {
      action.run();
      return true;
    } catch (RuntimeException e) {
      var faces = FacesContext.getCurrentInstance();
      var problem =
          ProblemException.find(e).orElseThrow(() -> e).in(faces.getViewRoot().getLocale());
      faces.addMessage(
          null,
          new FacesMessage(
              FacesMessage.SEVERITY_ERROR,
              problem.title() + ".",
              problem.detail() + " " + problem.next()));
      return false;
    }
  }

  private static <T> Optional<T> errorPage(ProblemException problem) {
    var faces = FacesContext.getCurrentInstance();
    var external = faces.getExternalContext();
    external.getRequestMap().put(ErrorServlet.PROBLEM, problem);
    try {
      external.responseSendError(problem.type().status(), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    faces.responseComplete();
    return Optional.empty();
  }
}
