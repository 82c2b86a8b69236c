package org.clustershare.identity.boundary;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.clustershare.identity.control.Person;
import org.pac4j.core.profile.CommonProfile;
import org.pac4j.core.profile.UserProfile;
import org.pac4j.core.util.Pac4jConstants;

/** What a console session keeps of a signed-in person: name, email and groups, never a token. */
final class ConsoleSession {
  private static final String EMAIL = "email";
  private static final String NAME = "display_name";
  private static final String GROUPS = "groups";

  private ConsoleSession() {}

  static UserProfile profile(Person person) {
    var profile = new CommonProfile();
    profile.setId(person.id());
    profile.addAttribute(EMAIL, person.email());
    profile.addAttribute(NAME, person.name());
    profile.addAttribute(GROUPS, List.copyOf(person.groups()));
    return profile;
  }

  static Optional<Person> person(HttpServletRequest request) {
    return Optional.ofNullable(request.getSession(false))
        .map(session -> session.getAttribute(Pac4jConstants.USER_PROFILES))
        .filter(LinkedHashMap.class::isInstance)
        .flatMap(profiles -> ((LinkedHashMap<?, ?>) profiles).values().stream().findFirst())
        .filter(CommonProfile.class::isInstance)
        .map(profile -> person((CommonProfile) profile));
  }

  private static Person person(CommonProfile profile) {
    List<?> groups = profile.getAttribute(GROUPS) instanceof List<?> list ? list : List.of();
    return new Person(
        String.valueOf(profile.getAttribute(EMAIL)),
        String.valueOf(profile.getAttribute(NAME)),
        groups.stream().map(String::valueOf).toList());
  }
}
