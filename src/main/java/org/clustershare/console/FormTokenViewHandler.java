package org.clustershare.console;

import jakarta.faces.application.ViewHandler;
import jakarta.faces.application.ViewHandlerWrapper;
import jakarta.faces.context.FacesContext;
import java.io.IOException;
import org.clustershare.identity.session.FormCheck;
import org.omnifaces.util.Beans;

/** View handler that adds the fields of {@link FormCheck} to every form of Faces. */
public class FormTokenViewHandler extends ViewHandlerWrapper {
  public FormTokenViewHandler(ViewHandler wrapped) {
    super(wrapped);
  }

  /** Faces calls it at the end of each form. */
  @Override
  public void writeState(FacesContext faces) throws IOException {
    super.writeState(faces);
    var person = Beans.getReference(CurrentPersonPage.class);
    write(faces, FormCheck.FIELD, person.getFormToken());
    write(faces, FormCheck.PERSON_FIELD, person.getFormPerson());
  }

  private static void write(FacesContext faces, String name, String value) throws IOException {
    if (!value.isEmpty()) {
      var out = faces.getResponseWriter();
      out.startElement("input", null);
      out.writeAttribute("type", "hidden", null);
      out.writeAttribute("name", name, null);
      out.writeAttribute("value", value, null);
      out.endElement("input");
    }
  }
}
