package org.clustershare.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.clustershare.platform.problem.ErrorServlet;
import org.clustershare.platform.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Components;

/** Shows problems on pages: at the form that caused them, or as the error page. */
@Named
@ApplicationScoped
public class PageProblems {

  /** The value; when there is a problem, renders the error page with its status instead. */
  public <T> Optional<T> orErrorPage(Supplier<T> source) {
    try {
      return Optional.of(source.get());
    } catch (RuntimeException e) {
      return errorPage(ProblemException.find(e).orElseThrow(() -> e));
    }
  }

  /**
   * Runs an action. A problem becomes a message at the top of the page, and beside the field that
   * it is about.
   *
   * @return whether the action succeeded
   */
  public boolean orMessage(Runnable action) {
    try {
      action.run();
      return true;
    } catch (RuntimeException e) {
      var faces = FacesContext.getCurrentInstance();
      var found = ProblemException.find(e).orElseThrow(() -> e);
      var problem = found.in(faces.getViewRoot().getLocale());
      faces.addMessage(
          field(found),
          new FacesMessage(
              FacesMessage.SEVERITY_ERROR,
              problem.title() + ".",
              problem.detail() + " " + problem.next()));
      return false;
    }
  }

  /** Whether there is a message about a field. */
  public boolean at(String clientId) {
    return !FacesContext.getCurrentInstance().getMessageList(clientId).isEmpty();
  }

  /**
   * Whether there is a message about a field.
   *
   * @param component a component of the field's form while the page is rendered; while a posted
   *     form is read there is none, or one outside of the form
   * @param field the field's id in the form
   */
  public boolean beside(@Nullable UIComponent component, String field) {
    return Optional.ofNullable(component)
        .map(UIComponent::getNamingContainer)
        .filter(form -> at(form.getClientId() + ":" + field))
        .isPresent();
  }

  private static @Nullable String field(ProblemException problem) {
    return Optional.ofNullable(Components.getCurrentForm())
        .flatMap(form -> ProblemFields.find(problem.type(), form))
        .orElse(null);
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
