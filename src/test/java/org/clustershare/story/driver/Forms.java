package org.clustershare.story.driver;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.clustershare.testbed.Visitor;
import org.jsoup.Jsoup;
import org.jsoup.nodes.FormElement;

/** A form of a page, as a browser without scripts sends it. */
public final class Forms {
  private final FormElement form;

  private Forms(FormElement form) {
    this.form = form;
  }

  public static Forms of(Visitor.Page page, String id) {
    var found = Jsoup.parse(page.body(), page.uri().toString()).getElementById(id);
    if (found instanceof FormElement form) {
      return new Forms(form);
    }
    throw new IllegalStateException("%s has no form %s".formatted(page.uri(), id));
  }

  /** The same with a field filled in. */
  public Forms with(String field, String value) {
    form.select("[name=" + field + "]").val(value);
    return this;
  }

  /** What is sent when this button is pressed. */
  public String pressing(String button) {
    return encode(form, button);
  }

  /** What a form sends when this button is pressed. */
  public static String encode(FormElement form, String button) {
    return form.formData().stream()
            .map(field -> encoded(field.key()) + "=" + encoded(field.value()))
            .collect(Collectors.joining("&"))
        + "&"
        + encoded(button)
        + "=pressed";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
