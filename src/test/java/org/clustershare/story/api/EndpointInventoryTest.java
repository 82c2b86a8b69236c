package org.clustershare.story.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.File;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.clustershare.console.PageServlet;
import org.clustershare.story.driver.Endpoint;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The list of ways into the product is the product's own: nothing opens without a word here. */
class EndpointInventoryTest {
  private static final String MISSING =
      "every endpoint and page must be in Door.ALL, with who may use it; the walk in PermissionsKT then tries it";

  @Test
  void everyCallOfTheApiIsInTheList() {
    var real = new TreeSet<String>();
    new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.clustershare")
            .stream()
            .filter(found -> found.isAnnotatedWith(Path.class))
            .map(JavaClass::reflect)
            .forEach(resource -> calls(resource).forEach(real::add));

    assertThat(listed(Endpoint::isApi)).as(MISSING).isEqualTo(real);
  }

  private static Stream<String> calls(Class<?> resource) {
    var root = resource.getAnnotation(Path.class).value();
    return Arrays.stream(resource.getMethods())
        .flatMap(
            method ->
                httpMethod(method)
                    .map(name -> "%s /api%s%s".formatted(name, root, path(method)))
                    .stream())
        .flatMap(EndpointInventoryTest::alternatives)
        .map(EndpointInventoryTest::shape);
  }

  /** A parameter that is one of some words stands for an address with each. */
  private static Stream<String> alternatives(String name) {
    var words = Pattern.compile("\\{\\w+: ([^}|]+(?:\\|[^}|]+)+)}").matcher(name);
    return words.find()
        ? Arrays.stream(words.group(1).split("\\|", -1)).map(words::replaceFirst)
        : Stream.of(name);
  }

  private static Optional<String> httpMethod(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
        .flatMap(Stream::ofNullable)
        .map(HttpMethod::value)
        .findFirst();
  }

  private static String path(Method method) {
    return Optional.ofNullable(method.getAnnotation(Path.class)).map(Path::value).orElse("");
  }

  @Test
  void everyPageIsInTheList() throws Exception {
    var real = new TreeSet<String>();
    var servlets = servlets();
    PageServlet.PAGES.forEach(
        (address, page) ->
            real.add(
                "GET "
                    + address
                    + IntStream.range(0, page.parameters())
                        .mapToObj(i -> "/{}")
                        .reduce("", String::concat)));
    servlets.forEach(
        (pattern, servlet) -> methods(servlet).forEach(m -> real.add(m + " " + pattern)));

    assertThat(listed(door -> !door.isApi())).as(MISSING).isEqualTo(real);
  }

  /** The classes of servlets by their patterns, without Faces and the pages, which are above. */
  private static Map<String, Class<?>> servlets() throws Exception {
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new File("src/main/webapp/WEB-INF/web.xml"));
    var classes = new HashMap<String, Class<?>>();
    for (var servlet : elements(document.getElementsByTagName("servlet")).toList()) {
      classes.put(text(servlet, "servlet-name"), Class.forName(text(servlet, "servlet-class")));
    }
    var servlets = new HashMap<String, Class<?>>();
    for (var mapping : elements(document.getElementsByTagName("servlet-mapping")).toList()) {
      var servlet = Optional.ofNullable(classes.get(text(mapping, "servlet-name"))).orElseThrow();
      elements(mapping.getElementsByTagName("url-pattern"))
          .map(Element::getTextContent)
          .filter(pattern -> !servlet.equals(PageServlet.class) && !pattern.equals("*.xhtml"))
          .forEach(pattern -> servlets.put(pattern, servlet));
    }
    return servlets;
  }

  private static Stream<String> methods(Class<?> servlet) {
    return Arrays.stream(servlet.getDeclaredMethods())
        .map(Method::getName)
        .filter(name -> name.equals("service") || name.matches("do[A-Z][a-z]+"))
        .map(name -> name.equals("service") ? "GET" : name.substring(2).toUpperCase(Locale.ROOT))
        .distinct();
  }

  private static Stream<Element> elements(NodeList list) {
    return IntStream.range(0, list.getLength()).mapToObj(list::item).map(Element.class::cast);
  }

  private static String text(Element element, String name) {
    return elements(element.getElementsByTagName(name)).findFirst().orElseThrow().getTextContent();
  }

  private static Set<String> listed(Predicate<Endpoint> which) {
    var shapes = new TreeSet<String>();
    Endpoint.ALL.stream().filter(which).map(Endpoint::shape).forEach(shapes::add);
    return shapes;
  }

  private static String shape(String name) {
    return name.replaceAll("\\{[^}]*}", "{}");
  }
}
