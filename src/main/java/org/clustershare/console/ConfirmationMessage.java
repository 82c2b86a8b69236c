package org.clustershare.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Faces;

/**
 * The confirmation that the next page shows, once. It waits in the person's session, not in the
 * flash: Faces keeps the flash for all sessions together, under guessable keys.
 */
@Named("done")
@RequestScoped
public class ConfirmationMessage {
  private static final String KEY = "org.clustershare.done";

  private boolean taken;
  private @Nullable Confirmation what;

  /** Stores the confirmation for the page to which a redirect now leads. */
  public void next(Confirmation confirmation) {
    Faces.setSessionAttribute(KEY, confirmation);
  }

  /** The confirmation for this page, the same for all calls of a request; null if there is none. */
  public @Nullable Confirmation getWhat() {
    if (!taken) {
      taken = true;
      what = Faces.removeSessionAttribute(KEY);
    }
    return what;
  }
}
