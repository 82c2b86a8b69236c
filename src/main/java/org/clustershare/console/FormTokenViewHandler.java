package org.clustershare.console;

import jakarta.faces.application.ViewHandler;
import jakarta.faces.application.ViewHandlerWrapper;
import jakarta.faces.context.FacesContext;
import java.io.IOException;
import org.clustershare.identity.session.FormCheck;
import org.omnifaces.util.Beans;

/** View handler that adds the token of {@link FormCheck} to every form of Faces. */
public class FormTokenViewHandler extends ViewHandlerWrapper {
  public FormTokenViewHandler(ViewHandler wrapped) {
    super(wrapped);
  }

  /** Faces calls it at the end of each form. */
  @Override
  public void writeState(FacesContext faces) throws IOException {
    super.writeState(faces);
    var token = Beans.getReference(CurrentPersonPage.class).getFormToken();
    if (!token.isEmpty()) {
      var out = faces.getResponseWriter();
      out.startElement("input", null);
      out.writeAttribute("type", "hidden", null);
      out.writeAttribute("name", FormCheck.FIELD, null);
      out.writeAttribute("value", token, null);
      out.endElement("input");
    }
  }
}
